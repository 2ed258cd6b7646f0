import type { ResultAdvice } from "@/lib/view/room/result-advice";
import { keepUnits } from "@/lib/view/format/format";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { ResultPart } from "@/lib/core/judgement/text/result-sentence";

/** From this many letters on the sentence is a step smaller, and from the second on two. */
const LONG = 76;
const VERY_LONG = 112;

/** A name such as "scale-5" is not broken at its hyphen. */
const keepNames = (sentence: string) => keepUnits(sentence).replaceAll("-", "-\u2060");

/** The result in one sentence; the finding has its tone. */
export function ResultSentence({ parts }: { parts: readonly ResultPart[] }) {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  return (
    <p className="room-result-sentence" data-length={length > VERY_LONG ? "2" : length > LONG ? "1" : undefined}>
      {parts.map(({ text, tone }) =>
        tone === null ? (
          keepNames(text)
        ) : (
          <em key={text} data-tone={tone}>
            {keepNames(text)}
          </em>
        ),
      )}
    </p>
  );
}

const LONG_ADVICE = 60;

/** Which size to use, in a line. */
export function ResultAdviceLine({ advice }: { advice: ResultAdvice }) {
  const { index, before, label, after, note } = advice;
  const length = before.length + label.length + after.length;
  return (
    <p className="room-result-advice" data-long={length > LONG_ADVICE || undefined}>
      <span>
        {before}
        {index === null ? null : <b style={{ color: scenarioLook(index).ink }}>{label}</b>}
        {keepUnits(after)}
      </span>
      {note === "" ? null : <small>{note}</small>}
    </p>
  );
}
