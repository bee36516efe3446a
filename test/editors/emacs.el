;;; Does in Emacs what somebody does there, and writes down what came of it. -*- lexical-binding: t -*-
;; Run by editors.suite.ts, which says what to do in the environment: CONFIGURATION is a file with what docs/editors.md tells to
;; write, FILE a Compose file, RESULT where the result goes, as JSON.
(require 'json)
(require 'package)
(package-initialize)
(load (getenv "CONFIGURATION") nil t)

(defun wait-until (holds)
  "Let the server answer until HOLDS says so, for 20 seconds at most."
  (let ((end (+ (float-time) 20)))
    (while (not (funcall holds))
      (when (> (float-time) end) (error "It never happened"))
      (accept-process-output nil 0.05))))

(setq eglot-sync-connect 30
      eglot-confirm-server-initiated-edits nil
      user-emacs-directory temporary-file-directory)
(find-file (getenv "FILE"))
;; After each command of somebody's, Emacs runs what is waiting for that.
(run-hooks 'post-command-hook)
(wait-until #'flymake-diagnostics)
(let ((findings (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))
      (mode (symbol-name major-mode)))
  (compose-lint-fix-all)
  (with-temp-buffer
    (insert (json-encode `((mode . ,mode)
                           (findings . ,(vconcat findings))
                           (fixed . ,(with-current-buffer (get-file-buffer (getenv "FILE")) (buffer-string))))))
    (write-region nil nil (getenv "RESULT"))))
