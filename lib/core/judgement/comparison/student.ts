/** More degrees of freedom hardly change a quantile. */
const MOST_DEGREES = 1_000;
const HALVINGS = 60;

/**
 * The quantile of Student's t: |T| stays below it with this probability. By halving the angle θ = atan(t/√ν) of the closed form
 * for whole degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4).
 *
 * @param level 0 < level < 1, such as .95
 * @param degrees ≥1; fractions are rounded down
 */
export function computeStudentQuantile(level: number, degrees: number): number {
  const whole = Math.min(MOST_DEGREES, Math.max(1, Math.floor(degrees)));
  let [low, high] = [0, Math.PI / 2];
  for (let round = 0; round < HALVINGS; round += 1) {
    const middle = (low + high) / 2;
    if (computeWithin(middle, whole) < level) low = middle;
    else high = middle;
  }
  return Math.sqrt(whole) * Math.tan((low + high) / 2);
}

/** P(|T| < √ν · tan θ) */
function computeWithin(angle: number, degrees: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? cosine : 1;
  let total = degrees === 1 ? 0 : term;
  for (let at = isOdd ? 3 : 2; at <= degrees - 2; at += 2) {
    term *= ((at - 1) / at) * cosine * cosine;
    total += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * total) : sine * total;
}
