import fc from "fast-check";
import { expect, test } from "vitest";
import { splitCommand } from "../../../lib/skills/definition/split-command.ts";

test.each<[string, readonly string[]]>([
  ["python3 classify.py", ["python3", "classify.py"]],
  ["  a   b ", ["a", "b"]],
  [`node -e 'console.log("a b")'`, ["node", "-e", 'console.log("a b")']],
  [String.raw`grep a\ b "c d"`, ["grep", "a b", "c d"]],
  ["awk '{print $1}' a~b", ["awk", "{print $1}", "a~b"]],
  [String.raw`echo \$HOME '~/x' "it's"`, ["echo", "$HOME", "~/x", "it's"]],
  ["ls *.csv", ["ls", "*.csv"]],
  ["run {{options.model}} --x={{text}}", ["run", "{{options.model}}", "--x={{text}}"]],
])("[M10] %s is split as a shell would, and nothing is filled in", (command, expected) => {
  expect(splitCommand(command)).toEqual({ ok: true, value: expected });
});

test.each(["cat a | wc", "a && b", "a > out", "a; b", "a &", "a # b"])(
  "[M10] %s needs a shell, and says so",
  (command) => {
    expect(splitCommand(command)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/only a shell understands/),
    });
  },
);

test.each<[string, RegExp]>([
  ["python3 $HOME/x.py", /contains \$HOME, which only a shell would replace/],
  [String.raw`python3 "${"$"}{HOME}/x.py"`, /contains \$HOME, which only a shell would replace/],
  ["python3 ~/x.py", /contains ~, which only a shell would replace/],
  ["~jo/x.py", /contains ~, which only a shell would replace/],
  ["python3 'clf.py", /has a quote ' that is not closed/],
  ['python3 "clf.py', /has a quote " that is not closed/],
  [String.raw`echo "a\"`, /has a quote " that is not closed/],
])("[M10] %s is refused: no shell replaces or completes it", (command, error) => {
  expect(splitCommand(command)).toMatchObject({ ok: false, error: expect.stringMatching(error) });
});

test("[M10] a list of arguments is passed on as it is", () => {
  expect(splitCommand(["grep", "$HOME", "~", "'"])).toEqual({ ok: true, value: ["grep", "$HOME", "~", "'"] });
});

test("[M10] whatever a shell's quotes enclose is one argument", () => {
  const argument = fc.string({ minLength: 1 }).filter((text) => !/[\0\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (argv) => {
      expect(splitCommand(argv.map(quote).join(" "))).toEqual({ ok: true, value: argv });
    }),
    { numRuns: 300 },
  );
});

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
