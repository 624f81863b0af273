/*
 * Browsers start no worker from a folder; the search of these pages runs in a hidden frame there instead.
 * The theme's search knows it by the name IFrameWorker.
 */
class IFrameWorker extends EventTarget {
  constructor(url) {
    super();
    this.waiting = [];
    this.frame = document.createElement("iframe");
    this.frame.hidden = true;
    document.body.append(this.frame);
    const inside = this.frame.contentWindow;
    inside.postMessage = (data) => this.tell(data);
    inside.importScripts = (...scripts) =>
      scripts.reduce((before, script) => before.then(() => this.load(script)), Promise.resolve());
    this.load(url).then(() => {
      this.isReady = true;
      this.waiting.forEach((data) => this.postMessage(data));
    });
  }

  load(url) {
    return new Promise((done, failed) => {
      const script = this.frame.contentDocument.createElement("script");
      script.src = new URL(url, location);
      script.onload = done;
      script.onerror = failed;
      this.frame.contentDocument.body.append(script);
    });
  }

  tell(data) {
    const message = new MessageEvent("message", { data });
    this.dispatchEvent(message);
    if (this.onmessage) this.onmessage(message);
  }

  postMessage(data) {
    if (!this.isReady) this.waiting.push(data);
    else this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
  }

  terminate() {
    this.frame.remove();
  }
}

if (location.protocol === "file:") {
  window.IFrameWorker = IFrameWorker;
  window.Worker = IFrameWorker;
}
