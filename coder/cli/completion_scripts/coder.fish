# Completion of coder in fish; written by: coder completion fish
function __coder_completion
    set -lx COMP_WORDS (commandline -cp)
    set -lx COMP_CWORD (commandline -t)
    set -lx _CODER_COMPLETE fish_complete
    for line in (command coder 2>/dev/null)
        set -l parts (string split --max 2 \t -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain
                string join \t -- $parts[2] $parts[3]
        end
    end
end

complete --no-files --keep-order --command coder --arguments '(__coder_completion)'
