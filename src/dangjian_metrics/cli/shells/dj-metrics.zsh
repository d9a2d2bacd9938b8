#compdef dj-metrics
# Completion for zsh: eval "$(dj-metrics completion zsh)" in ~/.zshrc, behind compinit
# Names come from documents: compadd quotes each before it is put on the line.
_dj_metrics() {
    local -a found
    found=("${(@f)$(COMP_WORDS="${(F)words[1,CURRENT]}" COMP_CWORD=$((CURRENT - 1)) \
        _DJ_METRICS_COMPLETE=complete_bash "${words[1]}" 2>/dev/null)}")
    found=(${found:#})
    if ((! $#found)); then
        _files
        return
    fi
    [[ $PREFIX == --*=* ]] && compset -P '*='
    case ${words[CURRENT - 1]} in
        --columns | --only) compadd -S '' -a found ;;
        *) compadd -a found ;;
    esac
}
if [[ $funcstack[1] == _dj_metrics ]]; then
    _dj_metrics "$@"
else
    compdef _dj_metrics dj-metrics
fi
