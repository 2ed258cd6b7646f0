CREATE TABLE "stage_facts" (
	"stage_id" text NOT NULL,
	"seq" integer NOT NULL,
	"run_id" text,
	"run_at_ms" double precision,
	"at" timestamp with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"change" jsonb NOT NULL,
	CONSTRAINT "stage_facts_stage_id_seq_pk" PRIMARY KEY("stage_id","seq")
);
--> statement-breakpoint
ALTER TABLE "stages" ADD COLUMN "programme" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "stage_facts" ADD CONSTRAINT "stage_facts_stage_id_stages_id_fk" FOREIGN KEY ("stage_id") REFERENCES "public"."stages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stage_facts_of_a_run" ON "stage_facts" USING btree ("run_id","stage_id","seq");