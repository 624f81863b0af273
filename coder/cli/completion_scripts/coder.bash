# Completion of coder in bash; written by: coder completion bash
_coder_completion() {
    local kind value told quote IFS=$'\n'
    local current=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    case $current in \"*|\'*) quote=${current:0:1} ;; esac
    while IFS=$'\t' read -r kind value told; do
        case $kind in
            dir) compopt -o dirnames 2>/dev/null ;;
            file) compopt -o default 2>/dev/null ;;
            plain)
                # What is put in is a word and nothing else, whatever signs a code's name has.
                case $quote in
                    \') value=${value//\'/\'\\\'\'} ;;
                    \") value=${value//\\/\\\\}; value=${value//\"/\\\"}; value=${value//\$/\\\$}; value=${value//\`/\\\`} ;;
                    *) printf -v value '%q' "$value" ;;
                esac
                COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _CODER_COMPLETE=bash_complete "$1" 2>/dev/null)
}
# nosort keeps the order of the work; bash before 4.4 does not know it.
complete -o nosort -F _coder_completion coder 2>/dev/null || complete -F _coder_completion coder
