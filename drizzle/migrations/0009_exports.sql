CREATE TABLE "export_places" (
	"exporter" text NOT NULL,
	"run_id" text NOT NULL,
	"seq" integer NOT NULL,
	CONSTRAINT "export_places_exporter_run_id_pk" PRIMARY KEY("exporter","run_id")
);
--> statement-breakpoint
CREATE TABLE "exporters" (
	"name" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"owner" text NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "scenario_results" ADD COLUMN "seq" integer;--> statement-breakpoint
ALTER TABLE "scenario_results" ADD COLUMN "batches" jsonb;--> statement-breakpoint
ALTER TABLE "export_places" ADD CONSTRAINT "export_places_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;