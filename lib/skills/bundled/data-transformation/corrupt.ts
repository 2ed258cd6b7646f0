import { drawInteger } from "../../../core/inputs/data.ts";
import { drawOne } from "../../contract/item-random.ts";
import type { Movie } from "./movies.ts";

type Corruption = (movie: Movie, random: () => number) => Movie;

const LETTERS = Array.from("abcdefghijklmnopqrstuvwxyz");

/** Typical damage to records that are retyped, truncated and exported between systems. */
const CORRUPTIONS: readonly Corruption[] = [
  (movie, random) =>
    onTitle(movie, random, (title, at) => title.slice(0, at) + drawOne(LETTERS, random) + title.slice(at + 1)),
  (movie, random) => onTitle(movie, random, (title, at) => title.slice(0, at) + title.slice(at + 1)),
  (movie, random) =>
    onTitle(
      movie,
      random,
      (title, at) => title.slice(0, at) + title.charAt(at + 1) + title.charAt(at) + title.slice(at + 2),
    ),
  (movie, random) => ({ ...movie, title: swapWords(movie.title, random) }),
  (movie, random) => ({
    ...movie,
    title: movie.title.slice(0, Math.max(3, Math.ceil(movie.title.length * (0.5 + random() / 2)))),
  }),
  (movie) => ({ ...movie, title: movie.title.toUpperCase() }),
  (movie) => ({ ...movie, year: null }),
  (movie, random) => ({ ...movie, year: movie.year === null ? null : movie.year + drawOne([-1, 1], random) }),
  (movie) => ({ ...movie, director: movie.director.replace(/^(\S)\S*/, "$1.") }),
  (movie) => ({ ...movie, distributor: "" }),
];

/** A copy with the given number of random corruptions. */
export function corrupt(movie: Movie, corruptions: number, random: () => number): Movie {
  let corrupted = movie;
  for (let done = 0; done < corruptions; done += 1) corrupted = drawOne(CORRUPTIONS, random)(corrupted, random);
  return corrupted;
}

function onTitle(movie: Movie, random: () => number, change: (title: string, at: number) => string): Movie {
  return { ...movie, title: change(movie.title, drawInteger(random, movie.title.length)) };
}

function swapWords(title: string, random: () => number): string {
  const words = title.split(" ");
  const at = drawInteger(random, words.length - 1);
  return words.length < 2 ? title : [...words.slice(0, at), words[at + 1], words[at], ...words.slice(at + 2)].join(" ");
}
