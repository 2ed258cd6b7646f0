"use client";
import dynamic from "next/dynamic";
import type { RunState } from "@/lib/core/run/state";
import type { RoomPictureProps } from "./scene";

/** The result and its chart are not part of the first load: nobody sees them before a run has ended. */
const LazyResult = dynamic(() => import("./result-screen").then((module) => module.ResultScreen), {
  ssr: false,
  loading: () => <div className="room-screen" />,
});

/** The end of the run, in one sentence and its curve, and the pages behind it. */
export function ResultPicture(props: RoomPictureProps & { state: RunState }) {
  return <LazyResult {...props} />;
}
