package accountd

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

// lending answers Selects with one account after the other, and reports with these verdicts.
func lending(t *testing.T, verdicts ...string) (*daemon, *Client) {
	return play(t, func(request asked) []string {
		switch request.Method {
		case "Select":
			return []string{result(request, oneLease)}
		case "MarkResult":
			verdict := verdicts[0]
			if len(verdicts) > 1 {
				verdicts = verdicts[1:]
			}
			return []string{result(request, `{"retry":"`+verdict+`"}`)}
		}
		return []string{result(request, `{"released":true}`)}
	})
}

func TestWhateverACallFailsWithIsReportedCancelledAndPassedOn(t *testing.T) {
	d, client := lending(t, "other")
	mine := errors.New("mine")
	wish := Wish{Provider: "claude"}
	_, err := client.WithAccount(context.Background(), wish,
		func(context.Context, *Lease) (Outcome, error) { return Outcome{Status: 200}, mine })
	if err != mine {
		t.Error(err)
	}
	func() {
		defer func() {
			if recover() != "mine" {
				t.Error("the panic is lost")
			}
		}()
		_, _ = client.WithAccount(context.Background(), wish,
			func(context.Context, *Lease) (Outcome, error) { panic("mine") })
	}()
	for count := 0; count < 2; count++ {
		report := d.next(t, "MarkResult").Params
		if report["error"] != "cancelled" || report["release"] != true || report["status"] != nil {
			t.Error(report)
		}
	}
}

func TestAfterMarkStreamingThereIsNoSecondAccount(t *testing.T) {
	d, client := lending(t, "other")
	calls := 0
	outcome, err := client.WithAccount(context.Background(), Wish{Provider: "claude"},
		func(_ context.Context, lease *Lease) (Outcome, error) {
			calls++
			lease.MarkStreaming()
			return Outcome{Error: "stream_error"}, nil
		})
	if err != nil || calls != 1 || !outcome.Streamed || outcome.Verdict.Retry != "other" {
		t.Error(outcome, err, calls)
	}
	if report := d.next(t, "MarkResult").Params; report["streamed"] != true {
		t.Error(report)
	}
}

func TestAReportThatIsRefusedIsFollowedByARelease(t *testing.T) {
	d, client := play(t, func(request asked) []string {
		if request.Method == "MarkResult" {
			return []string{fmt.Sprintf(`{"error":{"code":-32602,"data":{"field":"status",`+
				`"reason":"BAD_FIELD"},"message":"m"},"id":%d,"jsonrpc":"2.0"}`, request.ID)}
		}
		return []string{result(request, oneLease)}
	})
	outcome, err := client.WithAccount(context.Background(), Wish{Provider: "claude"},
		func(context.Context, *Lease) (Outcome, error) { return Outcome{Status: 99}, nil })
	var refused *Refused
	if err != nil || outcome.Status != 99 || !errors.As(outcome.ReportError, &refused) ||
		refused.Field != "status" {
		t.Error(outcome, err)
	}
	d.next(t, "Release")
}

func TestOptionsGoWithEverySelect(t *testing.T) {
	d, client := lending(t, "other", "none")
	exclude := make([]string, 1, 8)
	exclude[0] = "x"
	wish := Wish{Provider: "claude", Session: "s", Internal: true, TTL: 5 * time.Second,
		Exclude: exclude, Wait: 3 * time.Millisecond, IdempotencyKey: "my-own-key-of-16"}
	_, err := client.WithAccount(context.Background(), wish,
		func(context.Context, *Lease) (Outcome, error) { return Outcome{Status: 429}, nil })
	if err != nil {
		t.Fatal(err)
	}
	one, other := d.next(t, "Select").Params, d.next(t, "Select").Params
	for _, params := range []map[string]any{one, other} {
		if params["session"] != "s" || params["internal"] != true || params["ttl_ms"] != 5000.0 {
			t.Error(params)
		}
	}
	key, _ := one["ctx"].(map[string]any)
	second, _ := other["ctx"].(map[string]any)
	if key["idempotency_key"] != "my-own-key-of-16" ||
		second["idempotency_key"] == "my-own-key-of-16" || second["idempotency_key"] == nil {
		t.Error("keys of two Selects:", key, second)
	}
	if one["wait_ms"] != 3.0 || other["wait_ms"] != nil || fmt.Sprint(other["exclude"]) !=
		"[x a]" || exclude[:2][1] != "" {
		t.Error(one, other, exclude[:2])
	}
}
