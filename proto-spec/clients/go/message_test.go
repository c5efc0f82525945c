package accountd

import (
	"bytes"
	"errors"
	"math/rand"
	"strings"
	"testing"
)

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
