ALTER TABLE "run_commands" DROP CONSTRAINT "run_commands_pkey";--> statement-breakpoint
ALTER TABLE "run_commands" ADD CONSTRAINT "run_commands_run_id_id_pk" PRIMARY KEY("run_id","id");
