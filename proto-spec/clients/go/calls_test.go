package accountd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestTheLargestReportFitsAFrameForAnyBody(t *testing.T) {
	headers := map[string][]string{"Set-Cookie": {"secret"}, "X-Long": {strings.Repeat("v", 999)}}
	for number := 0; number < 300; number++ {
		headers[fmt.Sprintf("X-Short-%d", number)] = []string{strings.Repeat("\xff", 230)}
	}
	d, client := play(t, func(request asked) []string {
		return []string{result(request, `{"retry":"none"}`)}
	})
	for _, body := range []string{"\x00", "\xff", "é", `"`, "<", "plain", "\xffa"} {
		outcome := Outcome{Status: 500, Headers: headers, Body: []byte(strings.Repeat(body, 99999))}
		_, err := client.MarkResult(context.Background(), &Lease{ID: "L"}, outcome, 1, true)
		if err != nil {
			t.Errorf("%q: %v", body, err)
			continue
		}
		report := d.next(t, "MarkResult").Params
		sent, _ := report["headers"].(map[string]any)
		if len(sent) != maxHeaders || sent["set-cookie"] != nil || sent["x-long"] != nil {
			t.Errorf("%d headers", len(sent))
		}
	}
}

func TestALeaseIsPrintedWithoutItsSecret(t *testing.T) {
	_, client := play(t, func(request asked) []string {
		return []string{result(request, oneLease)}
	})
	lease, err := client.Select(context.Background(), Wish{Provider: "claude"})
	if err != nil || lease.Headers["authorization"] != "Bearer secret" {
		t.Fatal(lease, err)
	}
	text, _ := json.Marshal(lease)
	for _, printed := range []string{fmt.Sprintf("%v %+v %#v %s", lease, lease, lease, lease),
		string(text)} {
		if strings.Contains(printed, "secret") || !strings.Contains(printed, "L") {
			t.Error(printed)
		}
	}
}

func TestEveryMethodIsAnsweredOnOneConnection(t *testing.T) {
	texts := map[string]string{"Health": `{"status":"NOT_SERVING"}`, "Select": oneLease,
		"Summary": `{"providers":[]}`, "Release": `{"released":true}`,
		"Renew":      `{"expires_in_ms":9000,"renew_after_ms":3000}`,
		"MarkResult": `{"applied":true,"blocked_ms":-1,"category":"auth_revoked","retry":"other"}`}
	d, client := play(t, func(request asked) []string {
		return []string{result(request, texts[request.Method])}
	})
	ctx := context.Background()
	hello, err := client.Hello(ctx)
	if err != nil || string(hello) != `{"protocol":"1"}` {
		t.Error(string(hello), err)
	}
	if serving, err := client.Health(ctx); err != nil || serving {
		t.Error(serving, err)
	}
	summary, err := client.Summary(ctx, map[string]any{"provider": "claude", "model": ""})
	if params := d.next(t, "Summary").Params; err != nil || string(summary) != texts["Summary"] ||
		params["provider"] != "claude" || params["model"] != nil {
		t.Error(string(summary), err, params)
	}
	lease, err := client.Select(ctx, Wish{Provider: "claude"})
	if err != nil || lease.ExpiresIn.Duration() != 5*time.Second {
		t.Fatal(lease, err)
	}
	verdict, err := client.MarkResult(ctx, lease, Outcome{Status: 401}, 7, false)
	right := Verdict{Retry: "other", Category: "auth_revoked", Blocked: -1, Applied: true}
	if err != nil || verdict != right || d.next(t, "MarkResult").Params["seq"] != 7.0 {
		t.Error(verdict, err)
	}
	times, err := client.Renew(ctx, lease, time.Second)
	if err != nil || times != (Times{9000, 3000}) || d.next(t, "Renew").Params["ttl_ms"] != 1000.0 {
		t.Error(times, err)
	}
	if released, err := client.Release(ctx, lease); err != nil || !released {
		t.Error(released, err)
	}
	if d.connections != 1 {
		t.Error(d.connections)
	}
}

func TestAllBlockedIsARefusalToo(t *testing.T) {
	_, client := play(t, func(request asked) []string {
		return []string{fmt.Sprintf(`{"error":{"code":8,"data":{"blocked":{"cooldown":3},`+
			`"reason":"NO_ELIGIBLE_ACCOUNT","retry_after_ms":8123,"total":3},"message":"m"},`+
			`"id":%d,"jsonrpc":"2.0"}`, request.ID)}
	})
	_, err := client.Select(context.Background(), Wish{Provider: "claude"})
	var blocked *AllBlocked
	var refused *Refused
	if !errors.As(err, &blocked) || !errors.As(err, &refused) {
		t.Fatal(err)
	}
	if refused.RetryAfter.Duration() != 8123*time.Millisecond || blocked.Blocked["cooldown"] != 3 ||
		blocked.Total != 3 {
		t.Error(refused, blocked)
	}
}

func TestARequestThatCannotBeSentCostsNothing(t *testing.T) {
	d, client := play(t, nil)
	wish := Wish{Provider: "claude", Model: strings.Repeat("m", 300_000)}
	if _, err := client.Select(context.Background(), wish); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	if d.connections != 0 {
		t.Error(d.connections)
	}
}

func TestASelectListensLongerThanTheDaemonWaits(t *testing.T) {
	d, client := play(t, func(request asked) []string {
		return []string{result(request, oneLease)}
	})
	for wait, timeout := range map[time.Duration]float64{time.Minute: 65_000, 0: 5_000} {
		_, err := client.Select(context.Background(), Wish{Provider: "claude", Wait: wait})
		if err != nil {
			t.Fatal(err)
		}
		ctx, _ := d.next(t, "Select").Params["ctx"].(map[string]any)
		if ctx["timeout_ms"] != timeout {
			t.Error(wait, ctx)
		}
	}
}
