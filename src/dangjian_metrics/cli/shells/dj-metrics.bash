# Completion for bash: eval "$(dj-metrics completion bash)" in ~/.bashrc
# Names come from documents: each is quoted before it is put on the line.
_dj_metrics() {
    local IFS=$'\n' word last=-1 quoted found
    local -a words=()
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        # bash takes --field=NAME apart at the sign
        if ((last > 0)) && [[ $word == '=' && ${words[last]} == --* || ${words[last]} == --*= ]]; then
            words[last]+=$word
        else
            words[++last]=$word
        fi
    done
    word=${COMP_WORDS[COMP_CWORD]}
    [[ $word == '=' ]] && word=
    case ${words[last - 1]} in
        --columns | --only) compopt -o nospace 2>/dev/null ;;
    esac
    while read -r found; do
        [[ $found ]] || continue
        case $word in
            \'*) quoted=${found//\'/\'\\\'\'} ;;
            \"*)
                [[ $found == *'!'* ]] && continue
                quoted=${found//\\/\\\\}
                quoted=${quoted//\"/\\\"}
                quoted=${quoted//\$/\\\$}
                quoted=${quoted//\`/\\\`}
                ;;
            *) printf -v quoted %q "$found" ;;
        esac
        COMPREPLY+=("$quoted")
    done < <(COMP_WORDS="${words[*]}" COMP_CWORD=$last _DJ_METRICS_COMPLETE=complete_bash "$1" 2>/dev/null)
}
complete -o default -F _dj_metrics dj-metrics
