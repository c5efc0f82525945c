package accountd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const oneLease = `{"lease":{"lease_id":"L","account_id":"a","expires_in_ms":5000},"pool_size":2,` +
	`"credential":{"headers":{"authorization":"Bearer secret"}}}`

// asked is one request that the daemon read.
type asked struct {
	ID     int64          `json:"id"`
	Method string         `json:"method"`
	Params map[string]any `json:"params"`
}

// daemon answers each request but Hello with what a test says: a text for each frame.
type daemon struct {
	path        string
	mutex       sync.Mutex
	connections int
	seen        chan asked
}

// play starts a daemon and a client that does not sleep; an empty text ends the connection.
func play(t *testing.T, answer func(asked) []string) (*daemon, *Client) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	d := &daemon{path: path, seen: make(chan asked, 10_000)}
	go func() {
		for {
			socket, err := listener.Accept()
			if err != nil {
				return
			}
			d.mutex.Lock()
			d.connections++
			d.mutex.Unlock()
			go d.serve(socket, answer)
		}
	}()
	client := New(Options{Path: path, Timeout: 5 * time.Second})
	client.retry.sleep = func(time.Duration) {}
	t.Cleanup(func() { client.Close(); listener.Close() })
	return d, client
}

func (d *daemon) serve(socket net.Conn, answer func(asked) []string) {
	defer socket.Close()
	header := make([]byte, 4)
	for {
		if _, err := readFull(socket, header); err != nil {
			return
		}
		payload := make([]byte, int(header[1])<<16|int(header[2])<<8|int(header[3]))
		if _, err := readFull(socket, payload); err != nil {
			return
		}
		var request asked
		if err := json.Unmarshal(payload, &request); err != nil {
			return
		}
		texts := []string{result(request, `{"protocol":"1"}`)}
		if request.Method != "Hello" {
			texts = answer(request)
		}
		for _, text := range texts {
			if text == "" {
				return
			}
			if _, err := socket.Write(frame("%s", text)); err != nil {
				return
			}
		}
		d.seen <- request
	}
}

func readFull(socket net.Conn, into []byte) (int, error) {
	for done := 0; done < len(into); {
		count, err := socket.Read(into[done:])
		if done += count; err != nil {
			return done, err
		}
	}
	return len(into), nil
}

func result(request asked, text string) string {
	return fmt.Sprintf(`{"id":%d,"jsonrpc":"2.0","result":%s}`, request.ID, text)
}

// next waits for the next request of a method.
func (d *daemon) next(t *testing.T, method string) asked {
	t.Helper()
	limit := time.After(10 * time.Second)
	for {
		select {
		case request := <-d.seen:
			if request.Method == method {
				return request
			}
		case <-limit:
			t.Fatalf("no %s came", method)
		}
	}
}

func TestWhatJSONForbidsIsAProtocolError(t *testing.T) {
	for _, text := range []string{"{", "[]", "7", `{"jsonrpc":"1.0"}`, `{"jsonrpc":2.0}`,
		`{"jsonrpc":"2.0","a":NaN}`, `{"jsonrpc":"2.0","a":1,"a":1}`,
		`{"jsonrpc":"2.0","a":{"b":1,"\u0062":2}}`, `{"jsonrpc":"2.0",}`,
		`{"jsonrpc":"2.0","a":[{"b":1,"b":1}]}`, "{\"jsonrpc\":\"2.0\",\"a\":\"\xff\"}",
		"\xef\xbb\xbf{\"jsonrpc\":\"2.0\"}", `{"jsonrpc":"2.0"} x`,
		`{"jsonrpc":"2.0","a":` + strings.Repeat("[", 50_000)} {
		_, err := readMessage(bytes.NewReader(frame("%s", text)))
		var broken *ProtocolError
		if !errors.As(err, &broken) {
			t.Errorf("%.40s is read as %v", text, err)
		}
	}
}

func TestAHeaderThatIsNoFramesIsRefusedBeforeItsPayloadIsRead(t *testing.T) {
	for _, header := range []string{"\x00\x00\x00\x00", "\xff\xff\xff\xff", "HTTP",
		"\x00\x10\x00\x01", "\x01\x00\x00\x01"} {
		stream := bytes.NewReader([]byte(header + "xxxxxxxxxx"))
		_, err := readMessage(stream)
		var broken *ProtocolError
		if !errors.As(err, &broken) || stream.Len() != 10 {
			t.Errorf("%q: %v, and %d bytes are left", header, err, stream.Len())
		}
	}
}

func TestAStreamThatEndsAnywhereIsLostAndNeverAMessage(t *testing.T) {
	whole := frame(`{"id":1,"jsonrpc":"2.0","result":{}}`)
	for length := range whole {
		_, err := readMessage(bytes.NewReader(whole[:length]))
		if _, is := err.(*lost); !is {
			t.Errorf("%d bytes are read as %v", length, err)
		}
	}
	if message, err := readMessage(bytes.NewReader(whole)); err != nil || message.Result == nil {
		t.Error(message, err)
	}
}

func TestRandomBytesAreReadOrRefusedAndNothingElse(t *testing.T) {
	for seed := int64(0); seed < 2000; seed++ {
		chance := rand.New(rand.NewSource(seed))
		text := []byte(`{"id":1,"jsonrpc":"2.0","result":{"a":[1,"x"],"a":null}}`)
		for count := chance.Intn(4); count >= 0; count-- {
			text[chance.Intn(len(text))] = byte(chance.Intn(256))
		}
		message, err := readMessage(bytes.NewReader(frame("%s", text)))
		if _, broken := err.(*ProtocolError); (message == nil) != broken {
			t.Errorf("seed %d: %v, %v", seed, message, err)
		}
	}
}

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

func TestTheLargestReportFitsAFrameForAnyBody(t *testing.T) {
	headers := map[string][]string{"Set-Cookie": {"secret"}, "X-Long": {strings.Repeat("v", 999)}}
	for number := 0; number < 300; number++ {
		headers[fmt.Sprintf("X-Short-%d", number)] = []string{strings.Repeat("\xffa", 115)}
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

func TestWhatIsNoAnswerEndsTheConnectionAndTheCallIsSentAgain(t *testing.T) {
	refusal := `"error":{"code":5,"message":"m","data":{"reason":"LEASE_UNKNOWN"}}`
	for _, wrong := range []string{
		`"id":%d`, `"id":%d,"result":{},` + refusal, `"id":7%d,"result":{}`, `"id":"%d","result":{}`,
		`"id":%d.0,"result":{}`, `"id":true,"result":{"a":%d}`, `"id":%d,"result":null`,
		`"id":%d,"result":[]`, `"result":{"a":%d}`, `"id":%d,"error":null`,
		`"id":%d,"error":{"code":"5","message":"m","data":{"reason":"R"}}`,
		`"id":%d,"error":{"code":5,"message":"m","data":{}}`,
		`"id":%d,"error":{"code":5,"message":"m"}`,
	} {
		first := true
		d, client := play(t, func(request asked) []string {
			if first {
				first = false
				return []string{`{"jsonrpc":"2.0",` + fmt.Sprintf(wrong, request.ID) + `}`}
			}
			return []string{result(request, `{"status":"SERVING"}`)}
		})
		if serving, err := client.Health(context.Background()); err != nil || !serving {
			t.Errorf("%s: %v", wrong, err)
		}
		if d.connections != 2 {
			t.Errorf("%s: %d connections", wrong, d.connections)
		}
	}
}

func TestPushesAndSecondAnswersAreNoAnswers(t *testing.T) {
	push := `{"jsonrpc":"2.0","method":"$/lease_revoked","params":{"lease_id":"x"}}`
	d, client := play(t, func(request asked) []string {
		right := result(request, `{"status":"SERVING"}`)
		return []string{push, right, push, result(request, `{"status":"NOT_SERVING"}`)}
	})
	for count := 0; count < 50; count++ {
		if serving, err := client.Health(context.Background()); err != nil || !serving {
			t.Fatal(serving, err)
		}
	}
	if d.connections != 1 {
		t.Error(d.connections)
	}
}

func TestAfterDrainingWhatIsInFlightIsAnsweredAndNothingMoreIsAsked(t *testing.T) {
	goaway := `{"jsonrpc":"2.0","method":"$/goaway","params":{"reason":"DRAINING"}}`
	d, client := play(t, func(request asked) []string {
		return []string{goaway, result(request, `{"status":"SERVING"}`)}
	})
	for count := 0; count < 3; count++ {
		if serving, err := client.Health(context.Background()); err != nil || !serving {
			t.Fatal(serving, err)
		}
	}
	if d.connections != 3 {
		t.Error(d.connections)
	}
}

func TestAGoawayIsFinalUnlessTheDaemonSaysWhenToComeBack(t *testing.T) {
	for reason, attempts := range map[string]int{"PROTOCOL_ERROR": 1, "TOO_MANY_CONNECTIONS": 5} {
		d, client := play(t, func(asked) []string {
			return []string{`{"jsonrpc":"2.0","method":"$/goaway","params":{"reason":"` + reason +
				`","retry_after_ms":1000}}`, ""}
		})
		var pauses []time.Duration
		client.retry.sleep = func(pause time.Duration) { pauses = append(pauses, pause) }
		_, err := client.Health(context.Background())
		var broken *ProtocolError
		var away *Unavailable
		if errors.As(err, &away) != (attempts == 5) || errors.As(err, &broken) != (attempts == 1) {
			t.Error(reason, err)
		}
		if d.connections != attempts || len(pauses) != attempts-1 {
			t.Error(reason, d.connections, pauses)
		}
		for _, pause := range pauses {
			if pause < time.Second {
				t.Error("comes back after", pause)
			}
		}
	}
}

func TestAUserWhoIsNotAllowedIsRefusedAtOnce(t *testing.T) {
	d, client := play(t, func(asked) []string {
		return []string{`{"error":{"code":7,"data":{"reason":"UID_NOT_ALLOWED"},"message":"m"},` +
			`"id":null,"jsonrpc":"2.0"}`, ""}
	})
	_, err := client.Health(context.Background())
	var refused *Refused
	if !errors.As(err, &refused) || refused.Reason != "UID_NOT_ALLOWED" || d.connections != 1 {
		t.Error(err, d.connections)
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

func TestManyCallsShareAConnectionAndMoreThanItsRoomTakeAnother(t *testing.T) {
	d, client := play(t, func(request asked) []string {
		if request.Params["after"] == "held" {
			return nil
		}
		return []string{result(request, `{"providers":[]}`)}
	})
	ctx, cancel := context.WithCancel(context.Background())
	var calls sync.WaitGroup
	for number := 0; number < maxInFlight+1; number++ {
		calls.Add(1)
		go func() {
			defer calls.Done()
			_, err := client.Summary(ctx, map[string]any{"after": "held"})
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}()
	}
	for number := 0; number < maxInFlight+1; number++ {
		d.next(t, "Summary")
	}
	if d.connections != 2 {
		t.Error(d.connections, "connections")
	}
	if _, err := client.Summary(context.Background(), nil); err != nil {
		t.Error(err)
	}
	cancel()
	calls.Wait()
}

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

func TestSilenceIsLostAndTheCallIsSentAgainOnAnotherConnection(t *testing.T) {
	d, client := play(t, func(asked) []string { return nil })
	one, err := dial(d.path)
	if err != nil {
		t.Fatal(err)
	}
	id, answer := one.reserve()
	_, err = one.exchange(context.Background(), id, request(id, "Health", []byte("{}")), answer,
		time.Millisecond, false)
	if _, is := err.(*lost); !is {
		t.Error(err)
	}
	if _, room := one.reserve(); room != nil {
		t.Error("the connection is used again")
	}
	client.Close()
	if _, err := client.Health(context.Background()); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

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
	if err != nil || outcome.Status != 99 || !errors.As(outcome.Report, &refused) ||
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
		Exclude: exclude, Wait: 3 * time.Millisecond}
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
	if one["wait_ms"] != 3.0 || other["wait_ms"] != nil || fmt.Sprint(other["exclude"]) !=
		"[x a]" || exclude[:2][1] != "" {
		t.Error(one, other, exclude[:2])
	}
}
