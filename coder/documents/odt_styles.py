"""The styles of an OpenDocument text: our look, or a house template's with what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from coder.documents.document_look import ADDED, ATTRIBUTION, OURS, Look

if TYPE_CHECKING:
    from odfdo import Document

NYNORSK = "Nynorsk"
"""Of letters: words whose spelling is checked as nynorsk; likewise the others."""
_LANGUAGE_STYLES = {"nb": "Bokmål", "nn": NYNORSK, "en": "English"}
PAGE_BREAK = "Heading 1 on a new page"
PAGE_NUMBER = "Page number"
LINK = "Contents link"
"""Of letters: a heading in the table of contents, which needs no line under it to be known as a link."""
_ON_NEW_PAGE = 'fo:break-before="page" fo:margin-top="0cm"'
_WORDS_NAMES = {"Normal": "Text body", "Quote": "Quotations", "TOC Heading": "Contents Heading"}
_PAGE_LAYOUT = (
    '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="1.2cm" '
    'fo:margin-bottom="1.2cm" fo:margin-left="2.7cm" fo:margin-right="2.7cm"/>'
)
_HEADER_LAYOUT = (
    '<style:{part}-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-{side}="0.4cm"/>'
    "</style:{part}-style>"
)


def style_name(name: str) -> str:
    """Return what a style of ours is called inside an OpenDocument file."""
    if name.startswith("toc "):
        name = f"Contents {name[4:]}"
    return _WORDS_NAMES.get(name, name).replace(" ", "_20_")


def language_style(language: str) -> str:
    """Return the style of letters in a language: nb, nn or en."""
    return style_name(_LANGUAGE_STYLES[language])


def dress_odt(document: Document, language_tag: str, *, is_ours: bool) -> None:
    """Give a document its language and the styles its writers name; a template's own stay as they are."""
    for name, look in {**OURS, **ADDED}.items():
        present = document.get_style("paragraph", style_name(name))
        if present is not None and not is_ours:
            continue
        if present is not None:
            present.delete()
        _add(document, _paragraph_style(name, look))
    _add(
        document,
        _varied_style(PAGE_BREAK, "Heading 1", _ON_NEW_PAGE, 'default-outline-level="1"'),
    )
    _add(document, _varied_style(PAGE_NUMBER, "Footer", 'fo:text-align="end"'))
    _add(document, _letters_style(ATTRIBUTION, 'fo:font-style="normal"'))
    _add(document, _letters_style(LINK, 'fo:color="#000000" style:text-underline-style="none"'))
    for language, tag in (("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")):
        _add(document, _letters_style(_LANGUAGE_STYLES[language], _language(tag)))
    _set_language(document, language_tag)
    if is_ours:
        _set_page(document)
        _take_numbers_away(document)


def _add(document: Document, xml: str) -> None:
    from odfdo import Element

    styles: Any = document.styles.root.get_element("office:styles")
    new = Element.from_tag(xml)
    name, family = new.get_attribute("style:name"), new.get_attribute("style:family")
    if document.get_style(str(family), str(name)) is None:
        styles.append(new)


def _paragraph_style(name: str, look: Look) -> str:
    inner = style_name(name)
    attributes = {"style:name": inner, "style:display-name": inner.replace("_20_", " ")}
    attributes["style:family"] = "paragraph"
    attributes["style:parent-style-name"] = (
        "Standard" if look.built_on == "Normal" else style_name(look.built_on)
    )
    if look.then is not None:
        attributes["style:next-style-name"] = style_name(look.then)
    if name.startswith("Heading ") and name[8:].isdigit():
        attributes["style:default-outline-level"] = name[8:]
    return (
        f"<style:style {_written(attributes)}>"
        f"<style:paragraph-properties {_written(_paragraph_properties(look))}/>"
        f"<style:text-properties {_written(_text_properties(look))}/></style:style>"
    )


def _varied_style(name: str, built_on: str, properties: str, *attributes: str) -> str:
    others = "".join(f" style:{attribute}" for attribute in attributes)
    return (
        f'<style:style style:name="{style_name(name)}" style:display-name="{name}" style:family="paragraph" '
        f'style:parent-style-name="{style_name(built_on)}"{others}>'
        f"<style:paragraph-properties {properties}/></style:style>"
    )


def _letters_style(name: str, properties: str) -> str:
    inner = style_name(name)
    return (
        f'<style:style style:name="{inner}" style:display-name={quoteattr(name)} style:family="text">'
        f"<style:text-properties {properties}/></style:style>"
    )


def _paragraph_properties(look: Look) -> dict[str, str]:
    measures = {
        "fo:margin-top": (look.before, "pt"),
        "fo:margin-bottom": (look.after, "pt"),
        "fo:margin-left": (look.left, "cm"),
        "fo:margin-right": (look.right, "cm"),
    }
    found = {name: f"{value}{unit}" for name, (value, unit) in measures.items() if value is not None}
    if look.line is not None:
        found["fo:line-height"] = f"{look.line:.0%}"
    if look.keep_with_next:
        found["fo:keep-with-next"] = "always"
    return found | {"fo:widows": "2", "fo:orphans": "2"}


def _text_properties(look: Look) -> dict[str, str]:
    found = {}
    if look.font is not None:
        found["fo:font-family"] = f"'{look.font}'"
    if look.size is not None:
        found["fo:font-size"] = f"{look.size}pt"
    if look.bold is not None:
        found["fo:font-weight"] = "bold" if look.bold else "normal"
    if look.italic is not None:
        found["fo:font-style"] = "italic" if look.italic else "normal"
    if look.colour is not None:
        found["fo:color"] = f"#{look.colour}"
    return found


def _written(attributes: dict[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())


def _language(tag: str) -> str:
    language, _sign, country = tag.partition("-")
    return f'fo:language="{language}" fo:country="{country}"'


def _set_language(document: Document, tag: str) -> None:
    language, _sign, country = tag.partition("-")
    for default in document.styles.root.get_elements("//style:default-style/style:text-properties"):
        default.set_attribute("fo:language", language)
        default.set_attribute("fo:country", country)


def _set_page(document: Document) -> None:
    from odfdo import Element

    layout = document.get_style("page-layout", "Mpm1")
    if layout is None:
        return
    layout.clear()
    layout.set_attribute("style:name", "Mpm1")
    layout.append(Element.from_tag(_PAGE_LAYOUT))
    layout.append(Element.from_tag(_HEADER_LAYOUT.format(part="header", side="bottom")))
    layout.append(Element.from_tag(_HEADER_LAYOUT.format(part="footer", side="top")))


def _take_numbers_away(document: Document) -> None:
    """Leave headings without numbers: they are the codebook's, whose order is not the report's."""
    for numbering in document.styles.root.get_elements("//text:outline-style"):
        numbering.delete()
