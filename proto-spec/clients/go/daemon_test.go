package accountd

import (
	"encoding/json"
	"fmt"
	"net"
	"path/filepath"
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
