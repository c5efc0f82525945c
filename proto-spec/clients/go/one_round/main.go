// Command one_round is the Go client under test, as proto-spec/conformance asks.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"accountd"
)

// result is how a round ended: what its caller sees, and how often the upstream was called.
type result struct {
	End    string `json:"end"`
	Status *int   `json:"status"`
	Calls  int    `json:"calls"`
}

func main() {
	timeout := time.Duration(number("ACCOUNTD_TEST_TIMEOUT_MS", 10_000)) * time.Millisecond
	client := accountd.New(accountd.Options{Name: "one-round", Timeout: timeout})
	defer client.Close()
	results := make([]result, number("ACCOUNTD_TEST_ROUNDS", 1))
	var rounds sync.WaitGroup
	for index := range results {
		rounds.Add(1)
		go func(into *result) {
			defer rounds.Done()
			*into = oneRound(client)
		}(&results[index])
	}
	rounds.Wait()
	for _, one := range results {
		line, err := json.Marshal(one)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(line))
	}
}

func oneRound(client *accountd.Client) (round result) {
	script := os.Getenv("ACCOUNTD_TEST_UPSTREAM")
	if script == "" {
		script = "200"
	}
	words := strings.Split(script, ",")
	call := func(_ context.Context, lease *accountd.Lease) (accountd.Outcome, error) {
		word := words[len(words)-1] // The last one stays.
		if round.Calls < len(words) {
			word = words[round.Calls]
		}
		round.Calls++
		return played(word, lease), nil
	}
	wish := accountd.Wish{Provider: "claude", Model: "m"}
	outcome, err := client.WithAccount(context.Background(), wish, call)
	if outcome.Status != 0 {
		round.Status = &outcome.Status
	}
	round.End = end(err)
	return round
}

// played is what the upstream answers for a word of the script.
func played(word string, lease *accountd.Lease) accountd.Outcome {
	what := strings.TrimSuffix(word, "+streamed")
	if what != word {
		lease.MarkStreaming()
	}
	if status, err := strconv.Atoi(what); err == nil {
		return accountd.Outcome{Status: status}
	}
	return accountd.Outcome{Error: what}
}

func end(err error) string {
	var allBlocked *accountd.AllBlocked
	var refused *accountd.Refused
	var unavailable *accountd.Unavailable
	var notPermitted *accountd.NotPermitted
	var broken *accountd.ProtocolError
	switch {
	case err == nil:
		return "answered"
	case errors.As(err, &unavailable):
		return "unavailable"
	case errors.As(err, &allBlocked):
		return "all_blocked"
	case errors.As(err, &refused):
		return "refused"
	case errors.As(err, &notPermitted):
		return "not_permitted"
	case errors.As(err, &broken):
		return "protocol_error"
	}
	return err.Error()
}

func number(name string, otherwise int) int {
	if value, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return value
	}
	return otherwise
}
