package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/sirupsen/logrus"
	"go.yaml.in/yaml/v4"
)

// runWorker answers requests one after the other. It may therefore use the
// process-wide working directory and environment, as the command itself does.
func runWorker() error {
	logrus.SetOutput(io.Discard)
	debug.SetGCPercent(400) // most of the time would go into collecting small projects
	dotenv.RegisterFormat("raw", parseRawEnv)

	in := os.Stdin
	none, err := os.Open(os.DevNull)
	if err != nil {
		return err
	}
	os.Stdin = none // the file name "-" must not eat the requests

	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return eachLine(in, func(line []byte) error {
		var request Request
		if err := json.Unmarshal(line, &request); err != nil {
			return err
		}
		if err := encoder.Encode(answer(request)); err != nil {
			return err
		}
		return out.Flush()
	})
}

// answer loads the project of a request and survives panics on the way.
func answer(request Request) (result Answer) {
	defer func() {
		if reason := recover(); reason != nil {
			result = Answer{ID: request.ID, Panic: true, Error: fmt.Sprint(reason)}
		}
	}()
	model, err := load(request)
	if err != nil {
		return Answer{ID: request.ID, Error: err.Error()}
	}
	return Answer{ID: request.ID, Valid: true, Model: model}
}

// load follows `docker compose -p … --profile … -f … config`:
// the same options in the same order, then its check of container names. Two
// things differ on purpose: resources no service uses stay in the model, and
// `$` is not doubled in the output.
func load(request Request) (json.RawMessage, error) {
	if err := enter(request); err != nil {
		return nil, err
	}
	envFiles := strings.FieldsFunc(os.Getenv("COMPOSE_ENV_FILES"), func(c rune) bool { return c == ',' })
	options, err := cli.NewProjectOptions(request.Files,
		cli.WithInterpolation(true),
		cli.WithResolvedPaths(true),
		cli.WithNormalization(true),
		cli.WithConsistency(true),
		cli.WithDiscardEnvFile,
		cli.WithOsEnv,
		// The .env file beside the first file or of the working directory …
		cli.WithEnvFiles(envFiles...),
		cli.WithDotEnv,
		cli.WithConfigFileEnv,
		cli.WithDefaultConfigPath,
		// … and, once discovery has found the project, the one beside it.
		cli.WithEnvFiles(envFiles...),
		cli.WithDotEnv,
		cli.WithDefaultProfiles(request.Profiles...),
		cli.WithName(request.ProjectName),
	)
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	if project.Name == "" {
		return nil, errors.New("the project has no name")
	}
	if err := project.CheckContainerNameUnicity(); err != nil {
		return nil, err
	}
	return canonical(project)
}

// enter makes working directory and environment those of the request.
func enter(request Request) error {
	if !filepath.IsAbs(request.WorkDir) {
		return fmt.Errorf("bad request: workdir %q is not absolute", request.WorkDir)
	}
	if err := os.Chdir(request.WorkDir); err != nil {
		return fmt.Errorf("bad request: %w", err)
	}
	os.Clearenv()
	for name, value := range request.Env {
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf("bad request: environment variable %q: %w", name, err)
		}
	}
	// Every shell sets it, and the command does where none did.
	if _, set := request.Env["PWD"]; !set {
		return os.Setenv("PWD", request.WorkDir)
	}
	return nil
}

// canonical is the project as the library's YAML printer writes it, turned into
// JSON. Its JSON printer leaves out models and most extensions, and fails on
// ssh keys.
func canonical(project *types.Project) (json.RawMessage, error) {
	printed, err := project.MarshalYAML()
	if err != nil {
		return nil, err
	}
	var model map[string]any
	if err := yaml.Unmarshal(printed, &model); err != nil {
		return nil, fmt.Errorf("cannot read what the library printed: %w", err)
	}
	return json.Marshal(model)
}
