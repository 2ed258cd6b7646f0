// Sorts customer messages by keywords. Speaks the line protocol of Triptych: one JSON document per line.
package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// Row holds the columns of an item by name.
type Row = map[string]any

// Message is any message of the host; each type uses some of the fields.
type Message struct {
	Type     string         `json:"type"`
	Rows     []Row          `json:"rows"`
	Seed     int64          `json:"seed"`
	Items    int            `json:"items"`
	Options  map[string]any `json:"options"`
	BatchID  int            `json:"batchId"`
	FromItem int            `json:"fromItem"`
	ToItem   int            `json:"toItem"`
	Skip     [][2]int       `json:"skip"`
}

var output sync.Mutex

// send writes to stdout, which is for the protocol alone; whatever is printed to stderr becomes the log.
func send(message map[string]any) {
	output.Lock()
	defer output.Unlock()
	if err := json.NewEncoder(os.Stdout).Encode(message); err != nil {
		os.Exit(1)
	}
}

func readOwnRows() ([]Row, error) {
	file, err := os.Open("rows.csv")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, record := range records[1:] {
		row := Row{}
		for at, name := range records[0] {
			row[name] = record[at]
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("rows.csv has no rows")
	}
	return rows, nil
}

// draw returns all rows in random order, then all of them again. The same seed gives the same items.
func draw(rows []Row, seed int64, count int) []Row {
	chance := rand.New(rand.NewSource(seed))
	var drawn []Row
	for len(drawn) < count {
		for _, at := range chance.Perm(len(rows)) {
			drawn = append(drawn, rows[at])
		}
	}
	return drawn[:count]
}

func isSkipped(index int, skip [][2]int) bool {
	for _, each := range skip {
		if each[0] <= index && index < each[1] {
			return true
		}
	}
	return false
}

func milliseconds(since time.Time) float64 {
	return float64(time.Since(since).Microseconds()) / 1000
}

func runBatch(batch Message, items []Row, options map[string]any, cancelled *atomic.Bool) {
	started := time.Now()
	// a batch without items or progress counts as stalled after a while
	send(map[string]any{"type": "progress", "batchId": batch.BatchID})
	for index := batch.FromItem; index < batch.ToItem; index++ {
		if cancelled.Load() {
			send(map[string]any{"type": "batch-failed", "batchId": batch.BatchID, "kind": "exception", "message": "It was cancelled."})
			return
		}
		if isSkipped(index, batch.Skip) {
			continue
		}
		begun := time.Now()
		item := map[string]any{"type": "item", "batchId": batch.BatchID, "index": index}
		if outcome, values, err := work(items[index], options); err != nil {
			item["ok"], item["error"] = false, fmt.Sprintf("%.2000s", err)
		} else {
			item["ok"], item["outcome"], item["values"] = true, outcome, values
			item["samples"] = map[string][]float64{"latency_ms": {milliseconds(begun)}}
		}
		send(item)
	}
	send(map[string]any{"type": "batch-done", "batchId": batch.BatchID, "workerMs": milliseconds(started)})
}

func open(rows []Row, message Message) ([]Row, error) {
	if len(rows) > 0 {
		return rows, nil
	}
	own, err := readOwnRows()
	if err != nil {
		return nil, err
	}
	return draw(own, message.Seed, message.Items), nil
}

func main() {
	var rows, items []Row
	var options map[string]any
	cancelled := &atomic.Bool{}
	lines := json.NewDecoder(bufio.NewReader(os.Stdin))
	for {
		var message Message
		// the end of stdin is the end of the host
		if err := lines.Decode(&message); err != nil {
			return
		}
		switch message.Type {
		case "input":
			rows = append(rows, message.Rows...)
		case "open":
			var err error
			options = message.Options
			if items, err = open(rows, message); err != nil {
				send(map[string]any{"type": "open-failed", "message": fmt.Sprintf("%.4000s", err)})
				continue
			}
			send(map[string]any{"type": "log", "level": "info", "text": fmt.Sprintf("%d messages are ready.", len(items))})
			send(map[string]any{"type": "ready", "protocol": 1, "items": len(items)})
		case "batch":
			// beside this loop, so that a cancel is read meanwhile
			cancelled = &atomic.Bool{}
			go runBatch(message, items, options, cancelled)
		case "cancel":
			cancelled.Store(true)
		case "close":
			return
		}
	}
}
