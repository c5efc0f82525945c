package accountd

import (
	"fmt"
	"testing"
	"time"
)

func quick(tokens float64, pauses *[]time.Duration) *retry {
	return &retry{tokens: tokens, most: tokens,
		sleep:   func(pause time.Duration) { *pauses = append(*pauses, pause) },
		uniform: func(longest time.Duration) time.Duration { return longest }}
}

func attempts(pace *retry) int {
	count := 1
	for pace.again(count-1, 0) {
		count++
	}
	return count
}

func TestFiveAttemptsWithDoublingPauses(t *testing.T) {
	var pauses []time.Duration
	if count := attempts(quick(128, &pauses)); count != 5 {
		t.Error(count)
	}
	if fmt.Sprint(pauses) != "[50ms 100ms 200ms 400ms]" {
		t.Error(pauses)
	}
}

func TestAPauseIsDrawnFromNothingToItsLongest(t *testing.T) {
	least, most := time.Hour, time.Duration(0)
	for count := 0; count < 1000; count++ {
		pause := uniform(50 * time.Millisecond)
		most = longer(most, pause)
		least = -longer(-least, -pause)
	}
	if least < 0 || least > 5*time.Millisecond || most > 50*time.Millisecond ||
		most < 45*time.Millisecond {
		t.Error(least, most)
	}
}

func TestWithoutTokensThereIsOneAttemptAndTenSuccessesEarnAnother(t *testing.T) {
	var pauses []time.Duration
	pace := quick(6, &pauses)
	if counts := []int{attempts(pace), attempts(pace), attempts(pace)}; fmt.Sprint(counts) !=
		"[5 3 1]" {
		t.Error(counts)
	}
	for count := 0; count < 11; count++ {
		pace.succeeded()
	}
	if count := attempts(pace); count != 2 {
		t.Error(count)
	}
	for count := 0; count < 1000; count++ {
		pace.succeeded()
	}
	if pace.tokens != 6 {
		t.Error(pace.tokens)
	}
}
