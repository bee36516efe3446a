" Does in Vim what somebody does there, and writes down what came of it. Run by editors.suite.ts, which says what to do in the
" environment: CONFIGURATION is a file with what docs/editors.md tells to write, FILE a Compose file, RESULT where the result goes.
set nocompatible
packadd ale
filetype on
" The linters that ALE brings are not what is tried here.
let g:ale_linters = {'yaml': ['compose-lint']}
execute 'source' fnameescape($CONFIGURATION)
execute 'edit' fnameescape($FILE)
let s:end = localtime() + 20
while empty(ale#engine#GetLoclist(bufnr(''))) && localtime() < s:end
  sleep 50m
endwhile
call writefile([json_encode(map(copy(ale#engine#GetLoclist(bufnr(''))), {_, each -> {'line': each.lnum, 'rule': get(each, 'code', ''), 'type': each.type}}))], $RESULT)
quitall!
