# Completion for fish: dj-metrics completion fish > ~/.config/fish/completions/dj-metrics.fish
# Names come from documents: fish quotes each before it is put on the line.
function __dj_metrics
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    # what stands in quotes that are still open cannot be read as fish reads it
    set -l word (string unescape -- $typed; or string replace -ra '[\'"]' '' -- $typed)
    set -q word[1]; or set word ''
    set -l before ''
    string match -q -- '--*=*' $word; and set before (string replace -r '=.*' '=' -- $word)
    set -l quoted
    for each in $words $word
        set -a quoted "'"(string replace -a -- "'" "'\\''" $each)"'"
    end
    set -l found (COMP_WORDS=(string join \n -- $quoted | string collect) COMP_CWORD=(count $words) _DJ_METRICS_COMPLETE=complete_bash $words[1] 2>/dev/null)
    if test -n "$found"
        printf '%s\n' $before$found
    else
        __fish_complete_path $word
    end
end
complete -c dj-metrics -f -a '(__dj_metrics)'
