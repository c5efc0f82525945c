package accountd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestWhatIsNoAnswerEndsTheConnectionAndTheCallIsSentAgain(t *testing.T) {
	refusal := `"error":{"code":5,"message":"m","data":{"reason":"LEASE_UNKNOWN"}}`
	for _, wrong := range []string{
		`"id":%d`, `"id":%d,"result":{},` + refusal, `"id":7%d,"result":{}`,
		`"id":"%d","result":{}`, `"id":%d.0,"result":{}`, `"id":true,"result":{"a":%d}`,
		`"id":%d,"result":null`, `"id":%d,"result":[]`, `"result":{"a":%d}`,
		`"id":%d,"error":null`, `"id":%d,"error":{"code":5,"message":"m"}`,
		`"id":%d,"error":{"code":"5","message":"m","data":{"reason":"R"}}`,
		`"id":%d,"error":{"code":5,"message":"m","data":{}}`,
	} {
		first := true
		d, client := play(t, func(request asked) []string {
			if first {
				first = false
				return []string{`{"jsonrpc":"2.0",` + fmt.Sprintf(wrong, request.ID) + `}`}
			}
			return []string{result(request, `{"status":"SERVING"}`)}
		})
		client.timeout = time.Hour // It is not silence that it notices.
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		if serving, err := client.Health(ctx); err != nil || !serving {
			t.Errorf("%s: %v", wrong, err)
		}
		cancel()
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

func TestWhileTheDaemonDrainsOthersAreAskedOnAnotherConnection(t *testing.T) {
	goaway := `{"jsonrpc":"2.0","method":"$/goaway","params":{"reason":"DRAINING"}}`
	code14 := `{"error":{"code":14,"data":{"reason":"DRAINING"},"message":"m"},"id":%d,` +
		`"jsonrpc":"2.0"}`
	for _, refused := range []bool{false, true} {
		first := true
		d, client := play(t, func(request asked) []string {
			right := []string{result(request, `{"status":"SERVING"}`)}
			switch {
			case request.Method == "Summary":
				return nil
			case !first:
				return right
			}
			if first = false; refused {
				return []string{fmt.Sprintf(code14, request.ID)}
			}
			return append([]string{goaway}, right...)
		})
		ctx, cancel := context.WithCancel(context.Background())
		go func() { _, _ = client.Summary(ctx, nil) }()
		d.next(t, "Summary")
		for count := 0; count < 3; count++ {
			if serving, err := client.Health(ctx); err != nil || !serving {
				t.Error(serving, err)
			}
		}
		if d.connections != 2 {
			t.Error(d.connections, "connections")
		}
		cancel()
	}
}

func TestADaemonThatIsAwayIsTriedFiveTimes(t *testing.T) {
	away := map[string]func(path string) error{
		"absent": func(string) error { return nil },
		"refusing": func(path string) error {
			socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
			if err == nil {
				err = syscall.Bind(socket, &syscall.SockaddrUnix{Name: path})
			}
			t.Cleanup(func() { syscall.Close(socket) })
			return err
		},
		"full": func(path string) error {
			socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
			if err == nil {
				err = syscall.Bind(socket, &syscall.SockaddrUnix{Name: path})
			}
			if err == nil {
				err = syscall.Listen(socket, 0)
			}
			t.Cleanup(func() { syscall.Close(socket) })
			for err == nil {
				_, err = net.Dial("unix", path)
			}
			if errors.Is(err, syscall.EAGAIN) {
				return nil
			}
			return err
		},
	}
	for name, prepare := range away {
		path := filepath.Join(t.TempDir(), "s")
		if err := prepare(path); err != nil {
			t.Fatal(name, err)
		}
		var pauses []time.Duration
		client := New(Options{Path: path})
		client.retry.sleep = func(pause time.Duration) { pauses = append(pauses, pause) }
		_, err := client.Health(context.Background())
		var unavailable *Unavailable
		if !errors.As(err, &unavailable) || unavailable.Path != path || len(pauses) != 4 {
			t.Error(name, err, pauses)
		}
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

func TestSilenceIsLostAndEndsTheConnection(t *testing.T) {
	d, client := play(t, func(asked) []string { return nil })
	one, err := dial(d.path)
	if err != nil {
		t.Fatal(err)
	}
	go one.write()
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
