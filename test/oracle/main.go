// Command compose-lint-oracle loads Compose projects the way
// `docker compose config` does and prints what it got as JSON, one answer line
// per request line. The tests compare our own loader with it.
//
// The process is a supervisor: the loading happens in child processes of the
// same binary, because a stack overflow or an endless loop inside a library
// cannot be stopped from within a Go program.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"
)

// workerCommand is the argument that turns the binary into a worker.
const workerCommand = "worker"

// Request is one line of input.
type Request struct {
	ID string `json:"id"`
	// WorkDir is the absolute path of the folder the command is run in. As with
	// docker compose, the project directory is the folder of the first file.
	WorkDir string `json:"workdir"`
	// Files are the -f arguments; none means discovery of the default names.
	Files []string `json:"files"`
	// Env is the whole process environment the project sees.
	Env map[string]string `json:"env"`
	// Profiles are the --profile arguments.
	Profiles []string `json:"profiles"`
	// ProjectName is the -p argument.
	ProjectName string `json:"projectName"`
}

// Answer is one line of output.
type Answer struct {
	ID    string          `json:"id"`
	Valid bool            `json:"valid"`
	Model json.RawMessage `json:"model,omitempty"`
	Error string          `json:"error,omitempty"`
	// Panic tells that the library crashed instead of reporting an error.
	Panic bool `json:"panic,omitempty"`
	// Timeout tells that the library did not come to an end in time.
	Timeout bool `json:"timeout,omitempty"`
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == workerCommand {
		exitOn(runWorker())
		return
	}
	workers := flag.Int("workers", runtime.NumCPU(), "number of projects loaded at the same time")
	timeout := flag.Duration("timeout", 20*time.Second, "time limit for one project")
	flag.Parse()
	exitOn(serve(os.Stdin, os.Stdout, max(*workers, 1), *timeout))
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "compose-lint-oracle:", err)
		os.Exit(1)
	}
}

// job is a request line on its way to a worker and its answer on the way back.
type job struct {
	line   []byte
	answer chan Answer
}

// serve reads requests until the end of in and writes the answers in the order
// of the requests, each as soon as it and all before it are known.
func serve(in io.Reader, out io.Writer, workers int, timeout time.Duration) error {
	jobs := make(chan job)
	order := make(chan job, 4*workers)
	for range workers {
		go func() {
			child := &child{timeout: timeout}
			defer child.stop()
			for job := range jobs {
				job.answer <- child.ask(job.line)
			}
		}()
	}

	readErr := make(chan error, 1)
	go func() {
		defer close(jobs)
		defer close(order)
		readErr <- eachLine(in, func(line []byte) error {
			job := job{line: line, answer: make(chan Answer, 1)}
			order <- job
			jobs <- job
			return nil
		})
	}()

	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for job := range order {
		if err := encoder.Encode(<-job.answer); err != nil {
			return err
		}
	}
	return <-readErr
}

// eachLine calls do for every line that is not empty, however long it is.
func eachLine(in io.Reader, do func(line []byte) error) error {
	reader := bufio.NewReaderSize(in, 1<<16)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 1 {
			if err := do(line); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
