// Command example_proxy is a small HTTP forwarder that leases its accounts from accountd.
//
//	example_proxy -listen 127.0.0.1:8080 -provider claude -upstream https://api.anthropic.com
//
// It sends each request on with a leased account's headers in place of the caller's own, streams
// the answer back, and takes another account when accountd says so, as long as the caller has not
// seen a byte. It knows nothing of providers: not their headers, their limits, or their errors.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"accountd"
)

const (
	maxRequestBytes = 32 << 20
	maxErrorBytes   = 1 << 20 // An error's body is kept until it is known who gets it.
	chunkBytes      = 64 << 10
	patience        = 600 * time.Second         // Between two bytes: a model may think for minutes.
	internal        = "X-Internal-Pricing-Sync" // Marks requests that usage counters shall skip.
)

var (
	// What belongs to one connection only (RFC 9110, section 7.6.1), and is set anew on the next.
	hopByHop = []string{"Connection", "Keep-Alive", "Proxy-Connection", "Te", "Trailer",
		"Transfer-Encoding", "Upgrade", "Host", "Content-Length", "Expect"}
	// The caller's credentials are never the upstream's; an error's body must arrive readable.
	replaced = []string{"Authorization", "Proxy-Authorization", "X-Api-Key", "Api-Key",
		"X-Goog-Api-Key", "Cookie", "Accept-Encoding", internal}
	methods = map[string]bool{"GET": true, "POST": true, "PUT": true, "PATCH": true, "DELETE": true}
	// Statuses for the daemon's refusals, by their codes.
	statuses = map[int]int{3: 400, 5: 404, 8: 429, -32602: 400}
)

// forwarder answers callers; it has no state between requests.
type forwarder struct {
	client       *accountd.Client
	upstream     http.RoundTripper // Neither follows redirects nor keeps cookies.
	provider     string
	base         *url.URL
	onlyUpstream bool
	wait         time.Duration
}

// answer is an upstream's, kept until it is known whether the caller gets it.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// ServeHTTP answers one request, whatever happens.
func (f *forwarder) ServeHTTP(writer http.ResponseWriter, caller *http.Request) {
	if !methods[caller.Method] {
		explain(writer, http.StatusNotImplemented, "not a method that is forwarded", nil)
		return
	}
	body, refusal := read(caller)
	if refusal != 0 {
		explain(writer, refusal, "not a request that can be forwarded", nil)
		return
	}
	wish := accountd.Wish{Provider: f.provider, Model: modelOf(body), Wait: f.wait,
		Internal: caller.Header.Get(internal) == "1"}
	outcome, err := f.client.WithAccount(caller.Context(), wish,
		func(_ context.Context, lease *accountd.Lease) (accountd.Outcome, error) {
			return f.attempt(writer, caller, body, lease), nil
		})
	if err != nil {
		fail(writer, err)
		return
	}
	give(writer, outcome)
}

// read reads the caller's body whole, because a second account may need it; else a status.
func read(caller *http.Request) (body []byte, refusal int) {
	if caller.ContentLength > maxRequestBytes {
		return nil, http.StatusRequestEntityTooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, caller.Body, maxRequestBytes))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, http.StatusRequestEntityTooLarge
	} else if err != nil {
		return nil, http.StatusBadRequest
	}
	return body, 0
}

// attempt sends the request with one account: either streams the answer or keeps it.
func (f *forwarder) attempt(
	writer http.ResponseWriter, caller *http.Request, body []byte, lease *accountd.Lease,
) accountd.Outcome {
	ctx, cancel := context.WithCancel(caller.Context())
	defer cancel()
	silence := time.AfterFunc(patience, cancel)
	defer silence.Stop()
	broken := func(phase string, otherwise string) accountd.Outcome {
		if caller.Context().Err() != nil {
			otherwise = "cancelled"
		} else if ctx.Err() != nil {
			otherwise = "timeout"
		}
		return accountd.Outcome{Error: otherwise, Phase: phase}
	}
	request, err := f.request(ctx, caller, body, lease)
	if err != nil {
		return broken("headers", "network")
	}
	response, err := f.upstream.RoundTrip(request)
	if err != nil {
		return broken("headers", "network")
	}
	defer response.Body.Close()
	silence.Reset(patience)
	if response.StatusCode < 200 || response.StatusCode > 299 {
		text, err := io.ReadAll(io.LimitReader(response.Body, maxErrorBytes))
		if err != nil {
			return broken("first_byte", "premature_close")
		}
		return kept(response, text)
	}
	next := reader(response.Body, silence)
	chunk, err := next()
	if err == io.EOF {
		return kept(response, nil)
	} else if err != nil {
		return broken("first_byte", "premature_close")
	}
	lease.MarkStreaming()
	if err := stream(writer, response, chunk, next); err == errCallerGone {
		return accountd.Outcome{Error: "cancelled", Phase: "mid_stream"}
	} else if err != nil {
		return broken("mid_stream", "stream_error")
	}
	return accountd.Outcome{Status: response.StatusCode, Headers: response.Header, Phase: "end"}
}

// request is the caller's without its credentials, and with the lease's own.
func (f *forwarder) request(
	ctx context.Context, caller *http.Request, body []byte, lease *accountd.Lease,
) (*http.Request, error) {
	base := f.base
	if lease.BaseURL != "" && !f.onlyUpstream {
		own, err := url.Parse(lease.BaseURL)
		if err != nil {
			return nil, err
		}
		base = own
	}
	target := base.Scheme + "://" + base.Host + strings.TrimRight(base.EscapedPath(), "/") +
		caller.URL.RequestURI()
	request, err := http.NewRequestWithContext(ctx, caller.Method, target, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = endToEnd(caller.Header)
	for _, name := range replaced {
		request.Header.Del(name)
	}
	for name, value := range lease.Headers {
		request.Header.Set(name, value)
	}
	request.Header.Set("Accept-Encoding", "identity")
	if request.Header.Get("User-Agent") == "" {
		request.Header.Set("User-Agent", "") // Else Go sends its own.
	}
	return request, nil
}

var errCallerGone = errors.New("the caller went away")

// stream passes the answer on as it comes. From here on nothing can be tried again.
func stream(
	writer http.ResponseWriter, response *http.Response, chunk []byte, next func() ([]byte, error),
) error {
	copyHeader(writer.Header(), response.Header)
	writer.WriteHeader(response.StatusCode)
	flusher, _ := writer.(http.Flusher)
	for {
		if _, err := writer.Write(chunk); err != nil {
			return errCallerGone
		}
		flusher.Flush()
		var err error
		if chunk, err = next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// reader gives the body as it arrives; io.EOF comes only after its declared length.
func reader(body io.Reader, silence *time.Timer) func() ([]byte, error) {
	buffer := make([]byte, chunkBytes)
	return func() ([]byte, error) {
		for {
			count, err := body.Read(buffer)
			silence.Reset(patience)
			if count > 0 {
				return buffer[:count], nil // An error comes again with the next read.
			} else if err != nil {
				return nil, err
			}
		}
	}
}

// kept is the outcome of an answer that is read whole, because it may not be the last one.
func kept(response *http.Response, body []byte) accountd.Outcome {
	whole := &answer{response.StatusCode, response.Header, body}
	if len(body) == 0 && (response.StatusCode == 200 || response.StatusCode == 201) {
		return accountd.Outcome{Error: "empty_response", Answer: whole}
	}
	return accountd.Outcome{Status: response.StatusCode, Headers: response.Header, Body: body,
		Answer: whole}
}

// give gives the caller the answer that was kept, or says that there was none.
func give(writer http.ResponseWriter, outcome accountd.Outcome) {
	if whole, is := outcome.Answer.(*answer); is {
		copyHeader(writer.Header(), whole.header)
		if outcome.Verdict.RetryAfter > 0 && whole.header.Get("Retry-After") == "" {
			setRetryAfter(writer.Header(), outcome.Verdict.RetryAfter)
		}
		reply(writer, whole.status, whole.body)
	} else if outcome.Streamed {
		if outcome.Error != "" {
			panic(http.ErrAbortHandler) // The only way left to tell the caller.
		}
	} else if outcome.Error == "timeout" {
		explain(writer, http.StatusGatewayTimeout, "the upstream did not answer", nil)
	} else {
		explain(writer, http.StatusBadGateway, "the upstream did not answer", nil)
	}
}

// fail says why there is no account.
func fail(writer http.ResponseWriter, err error) {
	var blocked *accountd.AllBlocked
	var refused *accountd.Refused
	var away *accountd.Unavailable
	second := accountd.Milliseconds(1000)
	switch {
	case errors.As(err, &away):
		log.Print("accountd: ", err)
		explain(writer, 503, "accounts are not available", &second)
	case errors.As(err, &blocked):
		explain(writer, 429, "no account is able to serve this", blocked.RetryAfter)
	case errors.As(err, &refused) && statuses[refused.Code] != 0:
		explain(writer, statuses[refused.Code], refused.Reason, refused.RetryAfter)
	case errors.As(err, &refused):
		explain(writer, 503, refused.Reason, refused.RetryAfter)
	case errors.Is(err, accountd.ErrTooLarge):
		explain(writer, 400, "not a request that can be forwarded", nil)
	case errors.Is(err, context.Canceled):
		panic(http.ErrAbortHandler) // The caller went away.
	default:
		log.Print("accountd: ", err)
		explain(writer, 503, "accounts are not available", &second)
	}
}

// explain answers by itself, in JSON.
func explain(
	writer http.ResponseWriter, status int, message string, after *accountd.Milliseconds,
) {
	writer.Header().Set("Content-Type", "application/json")
	if after != nil {
		setRetryAfter(writer.Header(), *after)
	}
	text := fmt.Sprintf(`{"error":{"message":%q,"type":"proxy_error"},"type":"error"}`, message)
	reply(writer, status, []byte(text))
}

func reply(writer http.ResponseWriter, status int, body []byte) {
	writer.Header().Set("Content-Length", strconv.Itoa(len(body)))
	writer.WriteHeader(status)
	_, _ = writer.Write(body) // A caller that went away does not miss it.
}

func setRetryAfter(header http.Header, after accountd.Milliseconds) {
	seconds := (after + 999) / 1000
	if seconds < 1 {
		seconds = 1
	}
	header.Set("Retry-After", strconv.FormatInt(int64(seconds), 10))
}

func copyHeader(into, from http.Header) {
	for name, values := range endToEnd(from) {
		into[name] = values
	}
}

// endToEnd is all headers but those that belong to one connection.
func endToEnd(header http.Header) http.Header {
	kept := header.Clone()
	for _, names := range header["Connection"] {
		for _, name := range strings.Split(names, ",") {
			kept.Del(strings.TrimSpace(name))
		}
	}
	for _, name := range hopByHop {
		kept.Del(name)
	}
	return kept
}

// modelOf is what the caller asks for, or nothing.
func modelOf(body []byte) string {
	var request struct {
		Model any `json:"model"`
	}
	if json.Unmarshal(body, &request) != nil {
		return ""
	}
	model, _ := request.Model.(string)
	return model
}

func main() {
	listen := flag.String("listen", "127.0.0.1:8080", "`HOST:PORT`")
	socket := flag.String("socket", "", "accountd's lease socket, a `PATH`")
	provider := flag.String("provider", "", "whose accounts to lease")
	upstream := flag.String("upstream", "",
		"where to send requests when the account names no base_url, a `URL`")
	only := flag.Bool("only-upstream", false,
		"send them nowhere else, whatever base_url an account names")
	wait := flag.Int("wait-ms", 0, "how long to wait for an account")
	flag.Parse()
	base, err := url.Parse(*upstream)
	if err != nil || base.Host == "" || *provider == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	client := accountd.New(accountd.Options{Path: *socket, Name: "example-proxy"})
	handler := &forwarder{client: client, provider: *provider, base: base, onlyUpstream: *only,
		wait: time.Duration(*wait) * time.Millisecond, upstream: &http.Transport{
			// A connection that is used again may have its request sent twice, unseen.
			DisableKeepAlives: true, DisableCompression: true}}
	if err := serve(*listen, handler); err != nil {
		log.Fatal(err)
	}
	client.Close()
}

// serve answers until the process is asked to end, and then what has been asked already.
func serve(address string, handler http.Handler) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	asked, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 30 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	fmt.Printf("listening on http://%s\n", listener.Addr())
	select {
	case err := <-failed:
		return err
	case <-asked.Done():
		return server.Shutdown(context.Background())
	}
}
