CREATE TABLE "run_milestones" (
	"run_id" text NOT NULL,
	"percent" double precision NOT NULL,
	"statuses" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_milestones_run_id_percent_pk" PRIMARY KEY("run_id","percent")
);
--> statement-breakpoint
CREATE TABLE "scenario_checkpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"scenario_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"percent" double precision,
	"kind" text NOT NULL,
	"done_ranges" jsonb NOT NULL,
	"elapsed_ms" double precision NOT NULL,
	"quality" double precision,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scenario_results" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "scenario_results_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" text NOT NULL,
	"scenario_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"from_item" integer NOT NULL,
	"to_item" integer NOT NULL,
	"duration_ms" double precision NOT NULL,
	"results" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "access_grants" (
	"id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"label" text NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" text NOT NULL,
	"parent_id" text,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "access_grants_one_secret" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "demos" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"sample" boolean NOT NULL,
	"spec" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stages" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"run_id" text,
	"is_default" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stages_one_code" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "run_commands" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"position" integer GENERATED ALWAYS AS IDENTITY (sequence name "run_commands_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"scenario_id" text,
	"percent" double precision,
	"force" boolean NOT NULL,
	"actor" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "run_events" (
	"run_id" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at_ms" double precision NOT NULL,
	"at" text NOT NULL,
	"actor_role" text NOT NULL,
	"actor_name" text NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "run_events_run_id_seq_pk" PRIMARY KEY("run_id","seq")
);
--> statement-breakpoint
CREATE TABLE "run_snapshots" (
	"run_id" text NOT NULL,
	"seq" integer NOT NULL,
	"state" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_snapshots_run_id_seq_pk" PRIMARY KEY("run_id","seq")
);
--> statement-breakpoint
CREATE TABLE "run_scenarios" (
	"run_id" text NOT NULL,
	"scenario_id" text NOT NULL,
	"position" integer NOT NULL,
	"items" integer NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"items_done" integer DEFAULT 0 NOT NULL,
	"items_ok" integer DEFAULT 0 NOT NULL,
	"items_failed" integer DEFAULT 0 NOT NULL,
	"batches_done" integer DEFAULT 0 NOT NULL,
	"elapsed_ms" double precision DEFAULT 0 NOT NULL,
	"busy_ms" double precision DEFAULT 0 NOT NULL,
	"quality" double precision,
	"metrics" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "run_scenarios_run_id_scenario_id_pk" PRIMARY KEY("run_id","scenario_id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"skill_id" text NOT NULL,
	"sync" text NOT NULL,
	"hold" text NOT NULL,
	"seed" bigint NOT NULL,
	"spec" jsonb NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"run_ms" double precision DEFAULT 0 NOT NULL,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"writer_epoch" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"lease_owner" jsonb,
	"last_alive_at" timestamp with time zone,
	"crash_count" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "run_milestones" ADD CONSTRAINT "run_milestones_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scenario_checkpoints" ADD CONSTRAINT "scenario_checkpoints_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stages" ADD CONSTRAINT "stages_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_commands" ADD CONSTRAINT "run_commands_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_snapshots" ADD CONSTRAINT "run_snapshots_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_scenarios" ADD CONSTRAINT "run_scenarios_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "scenario_checkpoints_by_run" ON "scenario_checkpoints" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "scenario_results_by_scenario" ON "scenario_results" USING btree ("run_id","scenario_id","id");--> statement-breakpoint
CREATE INDEX "access_grants_by_parent" ON "access_grants" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stages_one_default" ON "stages" USING btree ("is_default") WHERE "stages"."is_default";--> statement-breakpoint
CREATE INDEX "runs_by_creation" ON "runs" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "runs_unended" ON "runs" USING btree ("id") WHERE "runs"."finished_at" is null;