// Package accountd leases AI accounts from accountd over its Unix socket.
//
//	client := accountd.New(accountd.Options{Name: "my-proxy"})
//	defer client.Close()
//	wish := accountd.Wish{Provider: "claude", Model: "claude-sonnet-4-5"}
//	outcome, err := client.WithAccount(ctx, wish, callUpstream)
//
// One file to copy, standard library only, Go 1.19 or newer; sections are PROTOCOL.md's.
// A Client is for all goroutines: their calls share one connection and their leases one holder.
// A context that is done ends the wait at once, and what the daemon granted meanwhile is released.
package accountd

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unicode/utf8"
)

const (
	defaultPath     = "/run/accountd/lease.sock"
	maxRequestBytes = 256 << 10 // Section 1, as the next.
	maxReplyBytes   = 1 << 20
	envelopeBytes   = 128 // More than a request has around its params.
	maxInFlight     = 128 // Section 2, of a connection.
	// Of a report, so that it fits a frame however it is escaped.
	maxBodyBytes, maxHeaders, maxHeaderBytes = 24 << 10, 100, 256
	maxAttempts                              = 5           // Section 6: how often a call is sent.
	grace                                    = time.Second // A daemon later than that is gone.
	unavailable                              = 14          // The code of what was not executed.
	retryTokens                              = 128         // Section 6: of all calls together.
)

// ErrClosed says that Close was called before.
var ErrClosed = errors.New("accountd: the client is closed")

// ErrTooLarge says that a request does not fit a frame; nothing of it was sent.
var ErrTooLarge = errors.New("accountd: the request is larger than a frame may be")

// Unavailable says that no daemon answered, after all the attempts that section 6 allows.
type Unavailable struct {
	Path  string
	Cause error
}

func (e *Unavailable) Error() string {
	return fmt.Sprintf("no answer from %s: %v", e.Path, e.Cause)
}

func (e *Unavailable) Unwrap() error { return e.Cause }

// NotPermitted says that this user may not open the socket; trying again cannot help.
type NotPermitted struct {
	Path string
	UID  int
}

func (e *NotPermitted) Error() string {
	return fmt.Sprintf("uid %d may not connect to %s", e.UID, e.Path)
}

// ProtocolError says that one side broke the protocol; Goaway is the daemon's reason when it was
// this one, and final.
type ProtocolError struct{ What, Goaway string }

func (e *ProtocolError) Error() string { return strings.TrimSpace(e.What + " " + e.Goaway) }

// Refused is the daemon's error (section 5).
type Refused struct {
	Code          int
	Message       string
	Reason, Field string
	RetryAfter    *Milliseconds   // Nil when not known.
	Data          json.RawMessage // All of `error.data`.
}

func (e *Refused) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%s: %s %s", e.Reason, e.Message, e.Field))
}

// AllBlocked says that no account is able now; Blocked counts the reasons. It is a Refused too.
type AllBlocked struct {
	*Refused
	Blocked map[string]int
	Total   int
}

func (e *AllBlocked) Unwrap() error { return e.Refused }

// lost says that the connection went away: the call was executed, or it was not.
type lost struct {
	what string
	wait time.Duration // At least, before the next attempt.
}

func (e *lost) Error() string { return e.what }

// Milliseconds is a duration as the protocol has it.
type Milliseconds int64

// Duration is the same for Go.
func (m Milliseconds) Duration() time.Duration { return time.Duration(m) * time.Millisecond }

// Options of a Client; each has a default.
type Options struct {
	Path       string        // Else $ACCOUNTD_SOCKET, else /run/accountd/lease.sock.
	Name       string        // For operators; else "accountd.go".
	InstanceID string        // Else a random one.
	Timeout    time.Duration // Of a call that does not wait for an account; else 10 s.
}

// Wish is what a Select asks for (section 4); what is zero is not sent.
type Wish struct {
	Provider, Model, Session string
	Exclude                  []string // Accounts.
	Account, RetryOf         string
	Wait, TTL                time.Duration
	Detached, Internal       bool
	Attempt                  int
	IdempotencyKey           string // Else a random one.
}

// Lease is the right to use one account. Set Headers on the upstream request as they are; they
// stay out of what fmt and encoding/json print, so that a lease may be logged.
type Lease struct {
	ID        string `json:"lease_id"`
	AccountID string `json:"account_id"`
	Fence     int64  `json:"fence"`
	Times
	PoolSize  int               `json:"-"`
	BaseURL   string            `json:"-"` // Empty when the operator names none.
	Headers   map[string]string `json:"-"`
	streaming atomic.Bool
}

// Times of a lease: when it ends, and when to renew it if it will be needed longer.
type Times struct {
	ExpiresIn  Milliseconds `json:"expires_in_ms"`
	RenewAfter Milliseconds `json:"renew_after_ms"`
}

// MarkStreaming says that the caller has seen a part of the answer: WithAccount will not retry.
func (l *Lease) MarkStreaming() { l.streaming.Store(true) }

// Format prints which lease it is, and no header.
func (l *Lease) Format(state fmt.State, _ rune) {
	fmt.Fprintf(state, "lease %s of %s", l.ID, l.AccountID)
}

// Outcome is what became of one upstream request: its Status, or an Error of section 4. Answer is
// the caller's own and is not sent. WithAccount adds the Verdict, or why the report failed.
type Outcome struct {
	Status       int
	Error, Phase string
	Streamed     bool
	Headers      map[string][]string // An http.Header will do.
	Body         []byte
	Usage        map[string]int64
	Latency      time.Duration
	Answer       any
	Verdict      Verdict
	ReportError  error
}

// Verdict is what the daemon found in an outcome, and what to do next (section 4); all is zero
// when it did not say.
type Verdict struct {
	Retry        string       `json:"retry"`
	RetryAfter   Milliseconds `json:"retry_after_ms"`
	Category     string       `json:"category"`
	Rule         string       `json:"rule"`
	AccountState string       `json:"account_state"`
	Blocked      Milliseconds `json:"blocked_ms"` // -1 until somebody acts.
	LeaseState   string       `json:"lease_state"`
	Applied      bool         `json:"applied"`
	Skip         string       `json:"skip"`
}

// Client connects when it must. Any call may be sent again, and is: a Select has its idempotency
// key, a report its number.
type Client struct {
	path        string
	greeting    []byte
	timeout     time.Duration
	retry       retry
	mutex       sync.Mutex
	closed      bool
	connections []*connection // One, and one more for each 128 calls at once.
}

// New makes a client; it does not connect.
func New(options Options) *Client {
	greeting, err := json.Marshal(map[string]any{"protocol": "1", "client": map[string]string{
		"name": first(options.Name, "accountd.go"), "version": "1",
		"instance_id": first(options.InstanceID, token())}})
	if err != nil {
		panic("accountd: strings are always JSON")
	}
	if options.Timeout == 0 {
		options.Timeout = 10 * time.Second
	}
	return &Client{
		path:     first(options.Path, os.Getenv("ACCOUNTD_SOCKET"), defaultPath),
		greeting: greeting,
		timeout:  options.Timeout,
		retry: retry{tokens: retryTokens, most: retryTokens, sleep: time.Sleep,
			uniform: uniform},
	}
}

// Close ends the connections; leases that are still held end some seconds later.
func (c *Client) Close() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.closed = true
	for _, one := range c.connections {
		one.fail(ErrClosed)
	}
}

// WithAccount lends accounts to call until an outcome is final (section 4), and returns it. Each
// lease is reported and given back exactly once. An error of call, or its panic, counts as
// `cancelled` and is passed on, so it returns the upstream's failures in the Outcome.
func (c *Client) WithAccount(
	ctx context.Context, wish Wish, call func(context.Context, *Lease) (Outcome, error),
) (Outcome, error) {
	lease, err := c.Select(ctx, wish)
	if err != nil {
		return Outcome{}, err
	}
	attempt, sameUsed := 1, false
	for {
		outcome, err := c.use(ctx, lease, call)
		if err != nil || outcome.Streamed {
			return outcome, err
		}
		next, wait := wish, outcome.Verdict.RetryAfter.Duration()
		retry := outcome.Verdict.Retry
		switch another := attempt < 3 && attempt < lease.PoolSize; {
		case retry == "same" && !sameUsed:
			sameUsed, next.Wait = true, longer(wait, 10*time.Second)
			next.Account, next.RetryOf = lease.AccountID, lease.ID
		case retry == "other" && another:
			tried := wish.Exclude[:len(wish.Exclude):len(wish.Exclude)] // Not the caller's array.
			wish.Exclude = append(tried, lease.AccountID)
			attempt, next.Wait, next.Exclude = attempt+1, 0, wish.Exclude
		case retry == "wait" && another:
			attempt, next.Wait = attempt+1, longer(wait, time.Second)
		default:
			return outcome, nil
		}
		next.Attempt, next.IdempotencyKey = attempt, ""
		if lease, err = c.Select(ctx, next); err != nil {
			return outcome, ctx.Err()
		}
	}
}

// use makes one call, and reports it whatever becomes of it.
func (c *Client) use(
	ctx context.Context, lease *Lease, call func(context.Context, *Lease) (Outcome, error),
) (outcome Outcome, err error) {
	ended := false
	defer func() {
		if !ended || err != nil {
			outcome = Outcome{Error: "cancelled", Answer: outcome.Answer}
		}
		outcome.Streamed = outcome.Streamed || lease.streaming.Load()
		outcome.Verdict, outcome.ReportError = c.giveBack(lease, outcome)
	}()
	outcome, err = call(ctx, lease)
	ended = true
	return outcome, err
}

// giveBack reports without the caller's context: what came of the lease counts in any case.
func (c *Client) giveBack(lease *Lease, outcome Outcome) (Verdict, error) {
	verdict, err := c.MarkResult(context.Background(), lease, outcome, 1, true)
	var away *Unavailable
	var broken *ProtocolError
	if err != nil && !errors.As(err, &away) && !errors.As(err, &broken) {
		_, _ = c.Release(context.Background(), lease) // None of the report took effect.
	}
	return verdict, err
}

// Select leases an account, or fails with AllBlocked.
func (c *Client) Select(ctx context.Context, wish Wish) (*Lease, error) {
	if wish.IdempotencyKey == "" {
		wish.IdempotencyKey = token()
	}
	return withContext(ctx, func() (*Lease, error) { return c.grant(ctx, wish) },
		func(lease *Lease) { _, _ = c.Release(context.Background(), lease) })
}

func (c *Client) grant(ctx context.Context, wish Wish) (*Lease, error) {
	reply, err := c.call(ctx, "Select", map[string]any{
		"provider": wish.Provider, "model": wish.Model, "session": wish.Session,
		"exclude": wish.Exclude, "account": wish.Account, "retry_of": wish.RetryOf,
		"wait_ms": wish.Wait.Milliseconds(), "ttl_ms": wish.TTL.Milliseconds(),
		"detached": wish.Detached, "internal": wish.Internal, "attempt": wish.Attempt,
	}, wish.Wait, wish.IdempotencyKey)
	var granted struct {
		Lease      Lease `json:"lease"`
		PoolSize   int   `json:"pool_size"`
		Credential struct {
			BaseURL string            `json:"base_url"`
			Headers map[string]string `json:"headers"`
		} `json:"credential"`
	}
	if err = decode(reply, &granted, err); err != nil {
		return nil, err
	}
	lease := &granted.Lease
	lease.PoolSize, lease.BaseURL = granted.PoolSize, granted.Credential.BaseURL
	lease.Headers = granted.Credential.Headers
	if lease.ID == "" || lease.AccountID == "" || lease.PoolSize == 0 || lease.Headers == nil {
		return nil, &ProtocolError{What: "a lease without its members"}
	}
	return lease, nil
}

// MarkResult reports what became of the upstream request, and gives the lease back with `release`.
// `seq` numbers the reports on one lease from 1, so that one that is sent twice counts once.
func (c *Client) MarkResult(
	ctx context.Context, lease *Lease, outcome Outcome, seq int, release bool,
) (Verdict, error) {
	body := outcome.Body
	if len(body) > maxBodyBytes {
		body = body[:maxBodyBytes]
	}
	var verdict Verdict
	err := c.ask(ctx, "MarkResult", map[string]any{
		"lease_id": lease.ID, "seq": seq, "release": release, "status": outcome.Status,
		"error": outcome.Error, "phase": outcome.Phase, "streamed": outcome.Streamed,
		"headers": evidence(outcome.Headers), "body": strings.ToValidUTF8(string(body), "\uFFFD"),
		"usage": outcome.Usage, "latency_ms": outcome.Latency.Milliseconds(),
	}, &verdict)
	if err == nil && verdict.Retry == "" {
		err = &ProtocolError{What: "a verdict without its retry"}
	}
	if err != nil {
		return Verdict{}, err // Not a part of one.
	}
	return verdict, nil
}

// Release gives the lease back; false when it had ended already.
func (c *Client) Release(ctx context.Context, lease *Lease) (bool, error) {
	var answer struct {
		Released bool `json:"released"`
	}
	err := c.ask(ctx, "Release", map[string]any{"lease_id": lease.ID}, &answer)
	return answer.Released, err
}

// Renew prolongs the lease and returns its times; a ttl of 0 is the daemon's default.
func (c *Client) Renew(ctx context.Context, lease *Lease, ttl time.Duration) (Times, error) {
	var times Times
	params := map[string]any{"lease_id": lease.ID, "ttl_ms": ttl.Milliseconds()}
	err := c.ask(ctx, "Renew", params, &times)
	return times, err
}

// Summary is the state of the pool as section 4 shows it; what is zero of the params is not sent.
func (c *Client) Summary(ctx context.Context, params map[string]any) (json.RawMessage, error) {
	return c.raw(ctx, "Summary", params)
}

// Hello is what the daemon said when the connection was opened: its limits, its epoch.
func (c *Client) Hello(ctx context.Context) (json.RawMessage, error) {
	return c.raw(ctx, "Hello", nil)
}

// Health says whether the daemon is serving.
func (c *Client) Health(ctx context.Context) (bool, error) {
	var answer struct {
		Status string `json:"status"`
	}
	err := c.ask(ctx, "Health", nil, &answer)
	return answer.Status == "SERVING", err
}

func (c *Client) ask(ctx context.Context, method string, params map[string]any, into any) error {
	reply, err := c.raw(ctx, method, params)
	return decode(reply, into, err)
}

func (c *Client) raw(
	ctx context.Context, method string, params map[string]any,
) (json.RawMessage, error) {
	return withContext(ctx, func() (json.RawMessage, error) {
		return c.call(ctx, method, params, 0, "")
	}, func(json.RawMessage) {})
}

// withContext returns when the work or the context is done; what comes later is left to `late`.
func withContext[T any](
	ctx context.Context, work func() (T, error), late func(T),
) (result T, err error) {
	if err = ctx.Err(); err != nil {
		return result, err
	}
	done := make(chan struct{})
	var made T
	var failure error
	go func() {
		made, failure = work()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
	if err = ctx.Err(); err == nil {
		return made, failure
	}
	go func() {
		if <-done; failure == nil {
			late(made)
		}
	}()
	return result, err
}

// call sends a request until it is answered, as section 6 allows.
func (c *Client) call(
	ctx context.Context, method string, params map[string]any, wait time.Duration, key string,
) (json.RawMessage, error) {
	timeout := c.timeout
	if wait > 0 {
		timeout = longer(timeout, wait+5*time.Second)
	}
	sent := present(params)
	sent["ctx"] = present(map[string]any{
		"timeout_ms": timeout.Milliseconds(), "idempotency_key": key})
	text, err := json.Marshal(sent)
	if err != nil {
		return nil, err
	}
	if len(text) > maxRequestBytes-envelopeBytes {
		return nil, ErrTooLarge
	}
	for retries := 0; ; retries++ {
		again := retries > 0 && method == "Select" // Perhaps there is a lease already.
		reply, err := c.attempt(ctx, method, text, timeout+grace, again)
		if err == nil {
			c.retry.succeeded()
			return reply, nil
		}
		pause, may := mayRetry(err)
		if !may {
			return nil, err
		}
		if !c.retry.again(retries, pause) {
			return nil, &Unavailable{c.path, err}
		}
		if ctx.Err() != nil && method != "Select" {
			return nil, ctx.Err()
		}
	}
}

// mayRetry says whether a call that failed so may be sent again, and after which time at least.
func mayRetry(err error) (time.Duration, bool) {
	switch failure := err.(type) {
	case *lost:
		return failure.wait, true
	case *ProtocolError:
		return 0, failure.Goaway == ""
	case *Refused:
		return 0, failure.Code == unavailable
	}
	return 0, false
}

func (c *Client) attempt(
	ctx context.Context, method string, params []byte, patience time.Duration, again bool,
) (json.RawMessage, error) {
	connection, id, answer, err := c.connection()
	if err != nil {
		return nil, err
	}
	select {
	case <-connection.greeted:
	case <-connection.done:
		return nil, connection.fault
	}
	if method == "Hello" {
		connection.take(id)
		return connection.hello, nil
	}
	frame := request(id, method, params)
	return connection.exchange(ctx, id, frame, answer, patience, again)
}

// connection finds one with room for a request, or makes one, and takes the room.
func (c *Client) connection() (*connection, int64, chan reply, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.closed {
		return nil, 0, nil, ErrClosed
	}
	alive := c.connections[:0]
	for _, one := range c.connections {
		select {
		case <-one.done:
		default:
			alive = append(alive, one)
		}
	}
	c.connections = alive
	for _, one := range alive {
		if id, answer := one.reserve(); answer != nil {
			return one, id, answer, nil
		}
	}
	one, err := dial(c.path)
	if err != nil {
		return nil, 0, nil, err
	}
	c.connections = append(c.connections, one)
	hello, heard := one.reserve()
	id, answer := one.reserve()
	go one.write()
	go one.read()
	go one.greet(hello, heard, c.greeting, c.timeout+grace)
	return one, id, answer, nil
}

// connection is one socket for many calls at once; its answers are told apart by their ids.
type connection struct {
	socket   net.Conn
	outgoing chan []byte
	greeted  chan struct{} // Closed when Hello is answered.
	done     chan struct{} // Closed when fault is set.
	mutex    sync.Mutex
	pending  map[int64]chan reply
	last     int64
	hello    json.RawMessage
	leaving  bool // Takes no more requests, and ends after its last answer.
	fault    error
}

type reply struct {
	result json.RawMessage
	err    error
}

func dial(path string) (*connection, error) {
	socket, err := net.Dial("unix", path) // Does not block: a full backlog is EAGAIN at once.
	if err == nil {
		return &connection{socket: socket, outgoing: make(chan []byte),
			greeted: make(chan struct{}), done: make(chan struct{}),
			pending: map[int64]chan reply{}}, nil
	}
	var number syscall.Errno
	errors.As(err, &number)
	switch number {
	case syscall.EACCES, syscall.EPERM:
		return nil, &NotPermitted{path, os.Geteuid()}
	case syscall.ENOENT, syscall.ECONNREFUSED, syscall.EAGAIN, syscall.ECONNRESET, syscall.EPIPE:
		return nil, &lost{what: "cannot connect: " + number.Error()}
	}
	return nil, &Unavailable{path, err}
}

// reserve takes room for a request: its id, and where its answer will come; nil without room.
func (c *connection) reserve() (int64, chan reply) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.fault != nil || c.leaving || len(c.pending) == maxInFlight {
		return 0, nil
	}
	c.last++
	answer := make(chan reply, 1)
	c.pending[c.last] = answer
	return c.last, answer
}

// take gives the room back, and says where the answer to an id belongs.
func (c *connection) take(id int64) (chan reply, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	answer := c.pending[id]
	delete(c.pending, id)
	return answer, 0 < id && id <= c.last
}

// retire lets what is in flight end, and then the connection.
func (c *connection) retire(now bool) {
	c.mutex.Lock()
	c.leaving = c.leaving || now
	idle := c.leaving && len(c.pending) == 0
	c.mutex.Unlock()
	if idle {
		c.fail(&lost{what: "the daemon is stopping"})
	}
}

// fail ends the connection, and with it what is in flight. Only its first reason counts.
func (c *connection) fail(err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.fault == nil {
		c.fault = err
		close(c.done)
		c.socket.Close()
	}
}

func (c *connection) greet(id int64, answer chan reply, params []byte, patience time.Duration) {
	frame := request(id, "Hello", params)
	hello, err := c.exchange(context.Background(), id, frame, answer, patience, false)
	if err != nil {
		c.fail(err)
		return
	}
	c.hello = hello
	close(c.greeted)
}

// exchange sends a frame and waits for its answer. When the context is done, a frame that is not
// sent stays so, unless the request was sent before; one that is sent is cancelled.
func (c *connection) exchange(
	ctx context.Context, id int64, frame []byte, answer chan reply, patience time.Duration,
	again bool,
) (json.RawMessage, error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	defer c.retire(false)
	defer c.take(id)
	outgoing, cancelled, unsent := c.outgoing, ctx.Done(), true
	for {
		select {
		case outgoing <- frame:
			outgoing, frame, unsent = nil, nil, false
		case got := <-answer:
			return got.result, got.err
		case <-cancelled:
			if unsent && !again {
				return nil, ctx.Err()
			}
			cancelled, outgoing = nil, c.outgoing
			frame = append(frame, cancellation(id)...)
		case <-timer.C:
			c.fail(&lost{what: "the daemon is silent"})
		case <-c.done:
			select {
			case got := <-answer:
				return got.result, got.err
			default:
				return nil, c.fault
			}
		}
	}
}

func (c *connection) write() {
	for {
		select {
		case frame := <-c.outgoing:
			if _, err := c.socket.Write(frame); err != nil {
				// What the daemon said before it closed is still to be read, but not for long.
				_ = c.socket.SetReadDeadline(time.Now().Add(grace))
				return
			}
		case <-c.done:
			return
		}
	}
}

func (c *connection) read() {
	stream := bufio.NewReader(c.socket)
	for {
		message, err := readMessage(stream)
		if err == nil {
			err = c.handle(message)
		}
		if err != nil {
			c.fail(err)
			return
		}
	}
}

// incoming is what the daemon sends: an answer, a goaway, or another notification.
type incoming struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
	Result  json.RawMessage `json:"result"`
	Error   json.RawMessage `json:"error"`
}

func (c *connection) handle(message *incoming) error {
	if message.Method == "$/goaway" {
		return c.leave(message.Params)
	} else if message.Method != "" {
		return nil
	}
	if (message.Result == nil) == (message.Error == nil) {
		return &ProtocolError{What: "an answer has not one of result and error"}
	}
	got := reply{result: message.Result}
	if message.Error != nil {
		if got.err = refusal(message.Error); string(message.ID) == "null" {
			return got.err // Of the connection, or of a frame of whoever it was.
		}
	} else if message.Result[0] != '{' {
		return &ProtocolError{What: "a result is no object"}
	}
	if _, broken := got.err.(*ProtocolError); broken {
		return got.err
	}
	if refused, is := got.err.(*Refused); is && refused.Code == unavailable {
		c.retire(true) // Before its caller tries again.
	}
	id, err := strconv.ParseInt(string(message.ID), 10, 64)
	answer, known := c.take(id)
	if err != nil || !known {
		return &ProtocolError{What: "an answer to what was not asked"}
	}
	if answer != nil { // Else it is a second one.
		answer <- got
	}
	return nil
}

// leave does what a goaway asks for. After DRAINING, what is in flight is answered still.
func (c *connection) leave(params json.RawMessage) error {
	var told struct {
		Reason     string       `json:"reason"`
		RetryAfter Milliseconds `json:"retry_after_ms"`
	}
	if err := decode(params, &told, nil); err != nil {
		return err
	}
	switch told.Reason {
	case "DRAINING":
		c.retire(true)
		return nil
	case "SLOW_READER", "TOO_MANY_CONNECTIONS":
		return &lost{"the daemon ended the connection: " + told.Reason, told.RetryAfter.Duration()}
	}
	return &ProtocolError{"the daemon ended the connection:", told.Reason}
}

// refusal reads an error member: AllBlocked, Refused, or a ProtocolError.
func refusal(text json.RawMessage) error {
	var fault struct {
		Code    *int            `json:"code"`
		Message *string         `json:"message"`
		Data    json.RawMessage `json:"data"`
	}
	var data struct {
		Reason     string         `json:"reason"`
		Field      string         `json:"field"`
		RetryAfter *Milliseconds  `json:"retry_after_ms"`
		Blocked    map[string]int `json:"blocked"`
		Total      int            `json:"total"`
	}
	err := decode(text, &fault, nil)
	if err = decode(fault.Data, &data, err); err != nil {
		return err
	}
	if fault.Code == nil || fault.Message == nil || data.Reason == "" {
		return &ProtocolError{What: "an error without its members"}
	}
	refused := &Refused{*fault.Code, *fault.Message, data.Reason, data.Field, data.RetryAfter,
		fault.Data}
	if data.Reason == "NO_ELIGIBLE_ACCOUNT" {
		return &AllBlocked{refused, data.Blocked, data.Total}
	}
	return refused
}

// retry paces the attempts of lost calls (section 6). One takes one of the tokens that all calls
// share, a success gives a tenth back: without a daemon, a call soon costs one attempt.
type retry struct {
	mutex        sync.Mutex
	tokens, most float64
	sleep        func(time.Duration)
	uniform      func(longest time.Duration) time.Duration
}

// again sleeps, at least for `least`, when another attempt is allowed.
func (r *retry) again(retries int, least time.Duration) bool {
	r.mutex.Lock()
	allowed := retries+1 < maxAttempts && r.tokens >= 1
	if allowed {
		r.tokens--
	}
	r.mutex.Unlock()
	if allowed {
		longest := 50 * time.Millisecond << retries // At most 0.4 s with five attempts.
		r.sleep(longer(least, r.uniform(longest)))
	}
	return allowed
}

func (r *retry) succeeded() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.tokens += 0.1; r.tokens > r.most {
		r.tokens = r.most
	}
}

func uniform(longest time.Duration) time.Duration {
	return time.Duration(binary.BigEndian.Uint64(chance(8)) % uint64(longest+1))
}

func chance(count int) []byte {
	bytes := make([]byte, count)
	if _, err := rand.Read(bytes); err != nil {
		panic("accountd: the system has no random numbers")
	}
	return bytes
}

// token is 128 bits of chance in 32 characters.
func token() string { return hex.EncodeToString(chance(16)) }

func longer(one, other time.Duration) time.Duration {
	if one > other {
		return one
	}
	return other
}

func first(values ...string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}

// present is the params without those that say nothing.
func present(params map[string]any) map[string]any {
	found := map[string]any{}
	for name, value := range params {
		if value != nil && !reflect.ValueOf(value).IsZero() {
			found[name] = value
		}
	}
	return found
}

// evidence is the short headers, which may tell limits; in lower case, so that none comes twice.
func evidence(headers map[string][]string) map[string]string {
	names := make([]string, 0, len(headers))
	for name := range headers {
		names = append(names, name)
	}
	sort.Strings(names)
	found := map[string]string{}
	for _, name := range names {
		lower, value := strings.ToLower(name), strings.Join(headers[name], ", ")
		if len(name)+len(value) <= maxHeaderBytes && lower != "set-cookie" &&
			len(found) < maxHeaders {
			found[lower] = strings.ToValidUTF8(value, "\uFFFD")
		}
	}
	return found
}

// decode reads what is JSON already into a value, unless there was an error before.
func decode(text json.RawMessage, into any, before error) error {
	if before != nil {
		return before
	}
	if json.Unmarshal(text, into) != nil {
		return &ProtocolError{What: "a member is missing, or not of its type"}
	}
	return nil
}

func request(id int64, method string, params []byte) []byte {
	return frame(`{"id":%d,"jsonrpc":"2.0","method":"%s","params":%s}`, id, method, params)
}

func cancellation(id int64) []byte {
	return frame(`{"jsonrpc":"2.0","method":"$/cancel","params":{"id":%d}}`, id)
}

func frame(format string, values ...any) []byte {
	text := fmt.Appendf(make([]byte, 4), format, values...)
	binary.BigEndian.PutUint32(text, uint32(len(text)-4))
	return text
}

func readMessage(stream io.Reader) (*incoming, error) {
	header := make([]byte, 4)
	if _, err := io.ReadFull(stream, header); err != nil {
		return nil, &lost{what: "the daemon closed the connection"}
	}
	length := binary.BigEndian.Uint32(header)
	if length == 0 || length > maxReplyBytes {
		return nil, &ProtocolError{What: "not the header of a frame"}
	}
	payload := make([]byte, length)
	if _, err := io.ReadFull(stream, payload); err != nil {
		return nil, &lost{what: "the daemon closed the connection"}
	}
	message := &incoming{}
	if !utf8.Valid(payload) || !json.Valid(payload) || !distinct(payload) ||
		json.Unmarshal(payload, message) != nil || message.Version != "2.0" {
		return nil, &ProtocolError{What: "not a JSON-RPC message"}
	}
	return message, nil
}

// distinct says whether no object of a JSON text has two members of one name.
func distinct(text []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return distinctNext(decoder)
}

func distinctNext(decoder *json.Decoder) bool {
	opening, err := decoder.Token()
	if _, nested := opening.(json.Delim); !nested {
		return err == nil
	}
	names := map[json.Token]bool{}
	for decoder.More() {
		if opening == json.Delim('{') {
			name, err := decoder.Token()
			if err != nil || names[name] {
				return false
			}
			names[name] = true
		}
		if !distinctNext(decoder) {
			return false
		}
	}
	_, err = decoder.Token()
	return err == nil
}
