/** Completion scripts by shell; each runs `minerals complete`. */
export const completionScripts: Readonly<Record<string, string>> = {
  bash: `# In ~/.bashrc: source <(minerals completion bash)
_minerals() {
  local line
  COMPREPLY=()
  # Lines are already escaped for the open quote: bash inserts them unchanged.
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(MINERALS_COMPLETE=bash minerals complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -o default -F _minerals minerals
`,
  zsh: `#compdef minerals
# In ~/.zshrc, after compinit: source <(minerals completion zsh)
_minerals() {
  local line
  local -a found
  while IFS= read -r line; do
    line=\${line//:/\\\\:}
    found+=("\${line/$'\\t'/:}")
  done < <(minerals complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then _describe minerals found; else _files; fi
}
compdef _minerals minerals
`,
  fish: `# In ~/.config/fish/config.fish: minerals completion fish | source
complete -c minerals -f -a '(minerals complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
};
