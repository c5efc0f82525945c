package accountd

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestACancelledSelectIsTakenBackAndALeaseThatComesWithItReleased(t *testing.T) {
	var held asked
	d, client := play(t, func(request asked) []string {
		switch request.Method {
		case "Select":
			held = request
			return nil
		case "$/cancel":
			if request.Params["id"] != float64(held.ID) {
				t.Error("cancelled", request.Params, "instead of", held.ID)
			}
			return []string{result(held, oneLease)}
		}
		return []string{result(request, `{"released":true}`)}
	})
	ctx, cancel := context.WithCancel(context.Background())
	failed := make(chan error)
	go func() {
		_, err := client.Select(ctx, Wish{Provider: "claude", Wait: time.Minute})
		failed <- err
	}()
	d.next(t, "Select")
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if release := d.next(t, "Release"); release.Params["lease_id"] != "L" {
		t.Error(release)
	}
}

func TestACancelledSelectWhoseAnswerIsLostIsAskedForAndReleased(t *testing.T) {
	for round := 0; round < 20; round++ { // Which of two things is noticed first is chance.
		loseAndCancel(t)
	}
}

func loseAndCancel(t *testing.T) {
	selects := make(chan asked, 10)
	var second asked
	d, client := play(t, func(request asked) []string {
		switch request.Method {
		case "Select":
			if selects <- request; len(selects) == 2 {
				second = request
			}
			return nil
		case "$/cancel":
			if len(selects) == 1 {
				return []string{""} // Executed, but its answer is lost.
			}
			return []string{result(second, oneLease)}
		}
		return []string{result(request, `{"released":true}`)}
	})
	ctx, cancel := context.WithCancel(context.Background())
	failed := make(chan error)
	go func() {
		_, err := client.Select(ctx, Wish{Provider: "claude", Wait: time.Minute})
		failed <- err
	}()
	d.next(t, "Select")
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	d.next(t, "Release")
	one, other := <-selects, <-selects
	if fmt.Sprint(one.Params) != fmt.Sprint(other.Params) {
		t.Error("another Select:", one.Params, other.Params)
	}
}

func TestAContextThatIsDoneAsksNothing(t *testing.T) {
	d, client := play(t, nil)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := client.Select(ctx, Wish{Provider: "claude"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if d.connections != 0 {
		t.Error(d.connections)
	}
}
