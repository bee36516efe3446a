package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// child is a worker process, started when first needed and after each death.
type child struct {
	timeout time.Duration

	command *exec.Cmd
	input   io.WriteCloser
	output  *bufio.Reader
	// complaints is what the process wrote to standard error, mostly the reason
	// the Go runtime gave for ending it.
	complaints *bytes.Buffer
}

// ask hands one request line to the process and waits for its answer.
func (c *child) ask(line []byte) Answer {
	var request Request
	if err := json.Unmarshal(line, &request); err != nil {
		return Answer{Error: "bad request: " + err.Error()}
	}
	if err := c.start(); err != nil {
		return Answer{ID: request.ID, Error: "cannot start a worker: " + err.Error()}
	}
	if line[len(line)-1] != '\n' {
		line = append(line, '\n')
	}

	answer := make(chan Answer, 1)
	dead := make(chan struct{})
	input, output := c.input, c.output
	go func() {
		reply, err := exchange(input, output, line)
		if err != nil {
			close(dead)
			return
		}
		answer <- reply
	}()
	select {
	case reply := <-answer:
		return reply
	case <-dead:
		c.stop()
		return Answer{ID: request.ID, Panic: true, Error: c.reasonOfDeath()}
	case <-time.After(c.timeout):
		c.stop()
		return Answer{ID: request.ID, Timeout: true, Error: fmt.Sprintf("not loaded within %s", c.timeout)}
	}
}

// exchange writes a line and reads a line.
func exchange(input io.Writer, output *bufio.Reader, line []byte) (Answer, error) {
	if _, err := input.Write(line); err != nil {
		return Answer{}, err
	}
	reply, err := output.ReadBytes('\n')
	if err != nil {
		return Answer{}, err
	}
	var answer Answer
	return answer, json.Unmarshal(reply, &answer)
}

// start makes sure that the process runs.
func (c *child) start() error {
	if c.command != nil {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	command := exec.Command(self, workerCommand)
	command.Env = []string{} // nothing of our environment reaches a project
	command.WaitDelay = time.Second
	c.complaints = &bytes.Buffer{}
	command.Stderr = c.complaints
	if c.input, err = command.StdinPipe(); err != nil {
		return err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	c.output = bufio.NewReaderSize(output, 1<<16)
	c.command = command
	return nil
}

// stop ends the process, if any; the next request starts another one.
func (c *child) stop() {
	if c.command == nil {
		return
	}
	_ = c.command.Process.Kill()
	_ = c.command.Wait()
	c.command = nil
}

// reasonOfDeath is the first line the runtime wrote when it gave up.
func (c *child) reasonOfDeath() string {
	for _, line := range strings.Split(c.complaints.String(), "\n") {
		if strings.HasPrefix(line, "fatal error:") || strings.HasPrefix(line, "runtime:") {
			return "the loader died: " + line
		}
	}
	return "the loader died"
}
