"use client";
import dynamic from "next/dynamic";

const placeholder = () => <div className="size-full" />;

/** Charts load after the first paint; texts and figures do not wait for them. */
export const LazyTimelineChart = dynamic(() => import("./timeline-chart").then((module) => module.TimelineChart), {
  ssr: false,
  loading: placeholder,
});
export const LazyQualityChart = dynamic(() => import("./quality-chart").then((module) => module.QualityChart), {
  ssr: false,
  loading: placeholder,
});
export const LazyGrowthChart = dynamic(() => import("./growth-chart").then((module) => module.GrowthChart), {
  ssr: false,
  loading: placeholder,
});
export const LazyResourceChart = dynamic(() => import("./resource-chart").then((module) => module.ResourceChart), {
  ssr: false,
  loading: placeholder,
});
