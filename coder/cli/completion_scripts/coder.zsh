#compdef coder
# Completion of coder in zsh; written by: coder completion zsh
_coder_completion() {
    local kind value told
    local -a values shown
    while IFS=$'\t' read -r kind value told; do
        case $kind in
            dir) _path_files -/ ;;
            file) _path_files ;;
            plain)
                values+=("$value")
                shown+=("$value${told:+  -- $told}") ;;
        esac
    done < <(COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT - 1)) _CODER_COMPLETE=zsh_complete "${words[1]}" 2>/dev/null)
    # Two arrays: a sign in a code's name can never be taken for the one that parts name and words.
    (( $#values )) && compadd -l -V coder -d shown -a values
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _coder_completion "$@"
else
    compdef _coder_completion coder
fi
