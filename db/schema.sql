-- The tables of a project, schema 0009, for readers: `python .ci/write_schema.py`;
-- projects themselves are made and migrated by the program.

CREATE TABLE backup (
  id INTEGER NOT NULL,
  path TEXT NOT NULL,
  at VARCHAR(27) NOT NULL,
  entry INTEGER NOT NULL,
  automatic INTEGER NOT NULL,
  CONSTRAINT pk_backup PRIMARY KEY (id),
  CONSTRAINT uq_backup_path UNIQUE (path)
);

CREATE TABLE codebook (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  name TEXT NOT NULL,
  "exclusive" INTEGER NOT NULL,
  CONSTRAINT pk_codebook PRIMARY KEY (id),
  CONSTRAINT uq_codebook_uid UNIQUE (uid),
  CONSTRAINT uq_codebook_name UNIQUE (name)
);

CREATE TABLE coder (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  name TEXT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  aliases TEXT NOT NULL,
  CONSTRAINT pk_coder PRIMARY KEY (id),
  CONSTRAINT uq_coder_uid UNIQUE (uid),
  CONSTRAINT uq_coder_name UNIQUE (name)
);

CREATE TABLE foreign_project (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  project_uid VARCHAR(32) NOT NULL,
  name TEXT NOT NULL,
  file TEXT NOT NULL,
  entry INTEGER NOT NULL,
  last_entry INTEGER NOT NULL,
  last_hash VARCHAR(64) NOT NULL,
  common_entry INTEGER NOT NULL,
  CONSTRAINT pk_foreign_project PRIMARY KEY (id),
  CONSTRAINT uq_foreign_project_project_uid_last_hash UNIQUE (project_uid, last_hash),
  CONSTRAINT uq_foreign_project_uid UNIQUE (uid)
);

CREATE TABLE forgotten (
  uid VARCHAR(32) NOT NULL,
  respondent_uid VARCHAR(32) NOT NULL,
  at VARCHAR(27) NOT NULL,
  entry INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  CONSTRAINT pk_forgotten PRIMARY KEY (uid)
);

CREATE INDEX ix_forgotten_respondent_uid ON forgotten (respondent_uid);

CREATE TABLE given_id (
  noun VARCHAR(16) NOT NULL,
  newest INTEGER NOT NULL,
  CONSTRAINT pk_given_id PRIMARY KEY (noun)
)
 WITHOUT ROWID;

CREATE TABLE origin (
  noun VARCHAR(16) NOT NULL,
  uid VARCHAR(32) NOT NULL,
  file TEXT NOT NULL,
  place TEXT NOT NULL,
  entry INTEGER NOT NULL,
  CONSTRAINT pk_origin PRIMARY KEY (noun, uid)
)
 WITHOUT ROWID;

CREATE TABLE project (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  name TEXT NOT NULL,
  created_at VARCHAR(27) NOT NULL,
  last_entry INTEGER NOT NULL,
  last_at VARCHAR(27) NOT NULL,
  last_hash VARCHAR(64) NOT NULL,
  legal_basis TEXT DEFAULT '' NOT NULL,
  reference TEXT DEFAULT '' NOT NULL,
  retain_until VARCHAR(10) DEFAULT '' NOT NULL,
  CONSTRAINT pk_project PRIMARY KEY (id),
  CONSTRAINT ck_project_only_one CHECK (id = 1),
  CONSTRAINT uq_project_uid UNIQUE (uid)
);

CREATE TABLE respondent (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  external_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  successor_id INTEGER,
  CONSTRAINT pk_respondent PRIMARY KEY (id),
  CONSTRAINT uq_respondent_uid UNIQUE (uid),
  CONSTRAINT uq_respondent_external_id UNIQUE (external_id),
  CONSTRAINT fk_respondent_successor_id_respondent FOREIGN KEY(successor_id) REFERENCES respondent (id)
);

CREATE TABLE stable_name (
  uid VARCHAR(32) NOT NULL,
  role VARCHAR(16) NOT NULL,
  name VARCHAR(64) NOT NULL,
  folded VARCHAR(64) NOT NULL,
  CONSTRAINT pk_stable_name PRIMARY KEY (uid, role),
  CONSTRAINT uq_stable_name_folded UNIQUE (folded)
)
 WITHOUT ROWID;

CREATE TABLE tag (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  name TEXT NOT NULL,
  entry INTEGER NOT NULL,
  CONSTRAINT pk_tag PRIMARY KEY (id),
  CONSTRAINT uq_tag_uid UNIQUE (uid),
  CONSTRAINT uq_tag_name UNIQUE (name)
);

CREATE TABLE text (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  body TEXT,
  salt VARCHAR(32),
  hash VARCHAR(64) NOT NULL,
  alike_key BIGINT,
  CONSTRAINT pk_text PRIMARY KEY (id),
  CONSTRAINT uq_text_uid UNIQUE (uid)
);

CREATE INDEX ix_text_alike_key ON text (alike_key);

CREATE TABLE variable (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  label TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_variable PRIMARY KEY (id),
  CONSTRAINT uq_variable_uid UNIQUE (uid),
  CONSTRAINT uq_variable_name UNIQUE (name)
);

CREATE TABLE wave (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  CONSTRAINT pk_wave PRIMARY KEY (id),
  CONSTRAINT uq_wave_uid UNIQUE (uid),
  CONSTRAINT uq_wave_name UNIQUE (name)
);

CREATE TABLE code (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  codebook_id INTEGER NOT NULL,
  parent_id INTEGER,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind VARCHAR(16) NOT NULL,
  codable INTEGER NOT NULL,
  colour VARCHAR(16) NOT NULL,
  definition_id INTEGER,
  use_when_id INTEGER,
  not_when_id INTEGER,
  examples_id INTEGER,
  aliases TEXT NOT NULL,
  labels TEXT NOT NULL,
  born INTEGER NOT NULL,
  from_file INTEGER NOT NULL,
  retired INTEGER,
  merged_into_id INTEGER,
  split_from_id INTEGER,
  proposed_by_id INTEGER,
  CONSTRAINT pk_code PRIMARY KEY (id),
  CONSTRAINT uq_code_uid UNIQUE (uid),
  CONSTRAINT fk_code_codebook_id_codebook FOREIGN KEY(codebook_id) REFERENCES codebook (id),
  CONSTRAINT fk_code_parent_id_code FOREIGN KEY(parent_id) REFERENCES code (id),
  CONSTRAINT fk_code_definition_id_text FOREIGN KEY(definition_id) REFERENCES text (id),
  CONSTRAINT fk_code_use_when_id_text FOREIGN KEY(use_when_id) REFERENCES text (id),
  CONSTRAINT fk_code_not_when_id_text FOREIGN KEY(not_when_id) REFERENCES text (id),
  CONSTRAINT fk_code_examples_id_text FOREIGN KEY(examples_id) REFERENCES text (id),
  CONSTRAINT fk_code_merged_into_id_code FOREIGN KEY(merged_into_id) REFERENCES code (id),
  CONSTRAINT fk_code_split_from_id_code FOREIGN KEY(split_from_id) REFERENCES code (id),
  CONSTRAINT fk_code_proposed_by_id_coder FOREIGN KEY(proposed_by_id) REFERENCES coder (id)
);

CREATE INDEX ix_code_codebook_id ON code (codebook_id);

CREATE UNIQUE INDEX uq_code_living_name ON code (codebook_id, coalesce(parent_id, 0), name) WHERE merged_into_id IS NULL;

CREATE TABLE entry (
  number INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  at VARCHAR(27) NOT NULL,
  coder_id INTEGER,
  operation VARCHAR(32) NOT NULL,
  undoes INTEGER,
  hash VARCHAR(64) NOT NULL,
  CONSTRAINT pk_entry PRIMARY KEY (number),
  CONSTRAINT uq_entry_uid UNIQUE (uid),
  CONSTRAINT fk_entry_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE INDEX ix_entry_at ON entry (at);

CREATE INDEX ix_entry_coder_id_number ON entry (coder_id, number);

CREATE TABLE foreign_change (
  foreign_id INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  number INTEGER NOT NULL,
  noun VARCHAR(16) NOT NULL,
  uid VARCHAR(32) NOT NULL,
  field VARCHAR(16) NOT NULL,
  "before" TEXT,
  "after" TEXT,
  CONSTRAINT pk_foreign_change PRIMARY KEY (foreign_id, entry, number),
  CONSTRAINT fk_foreign_change_foreign_id_foreign_project FOREIGN KEY(foreign_id) REFERENCES foreign_project (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_foreign_change_uid ON foreign_change (uid);

CREATE TABLE foreign_entry (
  foreign_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  at VARCHAR(27) NOT NULL,
  coder TEXT NOT NULL,
  coder_uid VARCHAR(32),
  operation VARCHAR(32) NOT NULL,
  undoes INTEGER,
  hash VARCHAR(64) NOT NULL,
  CONSTRAINT pk_foreign_entry PRIMARY KEY (foreign_id, number),
  CONSTRAINT fk_foreign_entry_foreign_id_foreign_project FOREIGN KEY(foreign_id) REFERENCES foreign_project (id)
)
 WITHOUT ROWID;

CREATE TABLE level (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  variable_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  missing INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_level PRIMARY KEY (id),
  CONSTRAINT uq_level_variable_id_name UNIQUE (variable_id, name),
  CONSTRAINT uq_level_uid UNIQUE (uid),
  CONSTRAINT fk_level_variable_id_variable FOREIGN KEY(variable_id) REFERENCES variable (id)
);

CREATE TABLE login_link (
  uid VARCHAR(32) NOT NULL,
  coder_id INTEGER NOT NULL,
  hash VARCHAR(64) NOT NULL,
  made VARCHAR(27) NOT NULL,
  expires VARCHAR(27) NOT NULL,
  revoked VARCHAR(27),
  used VARCHAR(27),
  CONSTRAINT pk_login_link PRIMARY KEY (uid),
  CONSTRAINT fk_login_link_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id),
  CONSTRAINT uq_login_link_hash UNIQUE (hash)
);

CREATE TABLE member (
  coder_id INTEGER NOT NULL,
  role VARCHAR(16) NOT NULL,
  login VARCHAR(63),
  CONSTRAINT pk_member PRIMARY KEY (coder_id),
  CONSTRAINT fk_member_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id),
  CONSTRAINT uq_member_login UNIQUE (login)
);

CREATE TABLE participation (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  respondent_id INTEGER NOT NULL,
  wave_id INTEGER NOT NULL,
  weight FLOAT,
  returned INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_participation PRIMARY KEY (id),
  CONSTRAINT uq_participation_respondent_id_wave_id UNIQUE (respondent_id, wave_id),
  CONSTRAINT uq_participation_uid UNIQUE (uid),
  CONSTRAINT fk_participation_respondent_id_respondent FOREIGN KEY(respondent_id) REFERENCES respondent (id),
  CONSTRAINT fk_participation_wave_id_wave FOREIGN KEY(wave_id) REFERENCES wave (id)
);

CREATE INDEX ix_participation_wave_id ON participation (wave_id);

CREATE TABLE question (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  "key" TEXT NOT NULL,
  text_id INTEGER,
  codebook_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  unit VARCHAR(16) NOT NULL,
  quantify VARCHAR(16) NOT NULL,
  counts VARCHAR(16) NOT NULL,
  reading_order VARCHAR(16) NOT NULL,
  seed VARCHAR(32) NOT NULL,
  lead_id INTEGER,
  asked_if TEXT,
  suggest VARCHAR(16) DEFAULT 'shown' NOT NULL,
  hidden_percent INTEGER DEFAULT 0 NOT NULL,
  shared INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_question PRIMARY KEY (id),
  CONSTRAINT uq_question_uid UNIQUE (uid),
  CONSTRAINT uq_question_key UNIQUE ("key"),
  CONSTRAINT fk_question_text_id_text FOREIGN KEY(text_id) REFERENCES text (id),
  CONSTRAINT fk_question_codebook_id_codebook FOREIGN KEY(codebook_id) REFERENCES codebook (id),
  CONSTRAINT fk_question_lead_id_coder FOREIGN KEY(lead_id) REFERENCES coder (id)
);

CREATE TABLE analysis (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  question_id INTEGER NOT NULL,
  code_id INTEGER,
  body_id INTEGER,
  lead_in_id INTEGER,
  CONSTRAINT pk_analysis PRIMARY KEY (id),
  CONSTRAINT uq_analysis_question_id_code_id UNIQUE (question_id, code_id),
  CONSTRAINT uq_analysis_uid UNIQUE (uid),
  CONSTRAINT fk_analysis_question_id_question FOREIGN KEY(question_id) REFERENCES question (id),
  CONSTRAINT fk_analysis_code_id_code FOREIGN KEY(code_id) REFERENCES code (id),
  CONSTRAINT fk_analysis_body_id_text FOREIGN KEY(body_id) REFERENCES text (id),
  CONSTRAINT fk_analysis_lead_in_id_text FOREIGN KEY(lead_in_id) REFERENCES text (id)
);

CREATE INDEX ix_analysis_code_id ON analysis (code_id);

CREATE TABLE answer (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  question_id INTEGER NOT NULL,
  respondent_id INTEGER NOT NULL,
  wave_id INTEGER NOT NULL,
  text_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  dealt_to_id INTEGER,
  CONSTRAINT pk_answer PRIMARY KEY (id),
  CONSTRAINT uq_answer_question_id_respondent_id_wave_id UNIQUE (question_id, respondent_id, wave_id),
  CONSTRAINT uq_answer_uid UNIQUE (uid),
  CONSTRAINT fk_answer_question_id_question FOREIGN KEY(question_id) REFERENCES question (id),
  CONSTRAINT fk_answer_respondent_id_respondent FOREIGN KEY(respondent_id) REFERENCES respondent (id),
  CONSTRAINT fk_answer_wave_id_wave FOREIGN KEY(wave_id) REFERENCES wave (id),
  CONSTRAINT fk_answer_text_id_text FOREIGN KEY(text_id) REFERENCES text (id),
  CONSTRAINT fk_answer_dealt_to_id_coder FOREIGN KEY(dealt_to_id) REFERENCES coder (id)
);

CREATE INDEX ix_answer_question_id_wave_id_position ON answer (question_id, wave_id, position);

CREATE INDEX ix_answer_respondent_id ON answer (respondent_id);

CREATE INDEX ix_answer_text_id ON answer (text_id);

CREATE TABLE approval (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  question_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  CONSTRAINT pk_approval PRIMARY KEY (id),
  CONSTRAINT uq_approval_uid UNIQUE (uid),
  CONSTRAINT uq_approval_question_id UNIQUE (question_id),
  CONSTRAINT fk_approval_question_id_question FOREIGN KEY(question_id) REFERENCES question (id),
  CONSTRAINT fk_approval_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE TABLE background (
  participation_id INTEGER NOT NULL,
  variable_id INTEGER NOT NULL,
  level_id INTEGER NOT NULL,
  CONSTRAINT pk_background PRIMARY KEY (participation_id, variable_id),
  CONSTRAINT fk_background_participation_id_participation FOREIGN KEY(participation_id) REFERENCES participation (id) ON DELETE CASCADE,
  CONSTRAINT fk_background_variable_id_variable FOREIGN KEY(variable_id) REFERENCES variable (id),
  CONSTRAINT fk_background_level_id_level FOREIGN KEY(level_id) REFERENCES level (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_background_variable_id_level_id ON background (variable_id, level_id);

CREATE TABLE change (
  entry INTEGER NOT NULL,
  number INTEGER NOT NULL,
  noun VARCHAR(16) NOT NULL,
  uid VARCHAR(32) NOT NULL,
  field VARCHAR(16) NOT NULL,
  "before" TEXT,
  "after" TEXT,
  CONSTRAINT pk_change PRIMARY KEY (entry, number),
  CONSTRAINT fk_change_entry_entry FOREIGN KEY(entry) REFERENCES entry (number)
)
 WITHOUT ROWID;

CREATE INDEX ix_change_uid ON change (uid);

CREATE TABLE export (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  at VARCHAR(27) NOT NULL,
  entry INTEGER NOT NULL,
  coder_id INTEGER,
  what VARCHAR(32) NOT NULL,
  question_id INTEGER,
  format VARCHAR(16) NOT NULL,
  file TEXT NOT NULL,
  options TEXT NOT NULL,
  has_text INTEGER NOT NULL,
  min_cell INTEGER,
  cells TEXT,
  CONSTRAINT pk_export PRIMARY KEY (id),
  CONSTRAINT uq_export_uid UNIQUE (uid),
  CONSTRAINT fk_export_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id),
  CONSTRAINT fk_export_question_id_question FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE SET NULL
);

CREATE INDEX ix_export_question_id ON export (question_id);

CREATE TABLE layer (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  question_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  CONSTRAINT pk_layer PRIMARY KEY (id),
  CONSTRAINT uq_layer_question_id_name UNIQUE (question_id, name),
  CONSTRAINT uq_layer_uid UNIQUE (uid),
  CONSTRAINT fk_layer_question_id_question FOREIGN KEY(question_id) REFERENCES question (id)
);

CREATE TABLE outcome (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  question_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  codes TEXT NOT NULL,
  CONSTRAINT pk_outcome PRIMARY KEY (id),
  CONSTRAINT uq_outcome_question_id_name UNIQUE (question_id, name),
  CONSTRAINT uq_outcome_uid UNIQUE (uid),
  CONSTRAINT fk_outcome_question_id_question FOREIGN KEY(question_id) REFERENCES question (id)
);

CREATE TABLE round (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  question_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  codes TEXT NOT NULL,
  rest INTEGER NOT NULL,
  drawn INTEGER NOT NULL,
  found INTEGER NOT NULL,
  bound INTEGER NOT NULL,
  confidence FLOAT NOT NULL,
  entry INTEGER NOT NULL,
  CONSTRAINT pk_round PRIMARY KEY (id),
  CONSTRAINT uq_round_uid UNIQUE (uid),
  CONSTRAINT fk_round_question_id_question FOREIGN KEY(question_id) REFERENCES question (id),
  CONSTRAINT fk_round_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE TABLE sample (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  question_id INTEGER NOT NULL,
  round INTEGER NOT NULL,
  purpose VARCHAR(16) NOT NULL,
  coder_id INTEGER NOT NULL,
  against_id INTEGER,
  method VARCHAR(16) NOT NULL,
  strata_id INTEGER,
  seed INTEGER NOT NULL,
  population INTEGER NOT NULL,
  half_width FLOAT,
  drawn INTEGER NOT NULL,
  revisit_open INTEGER NOT NULL,
  revisit_bound INTEGER,
  hides_suggestions INTEGER NOT NULL,
  first_had_suggestions INTEGER,
  closed INTEGER,
  CONSTRAINT pk_sample PRIMARY KEY (id),
  CONSTRAINT uq_sample_question_id_round_coder_id UNIQUE (question_id, round, coder_id),
  CONSTRAINT uq_sample_uid UNIQUE (uid),
  CONSTRAINT fk_sample_question_id_question FOREIGN KEY(question_id) REFERENCES question (id),
  CONSTRAINT fk_sample_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id),
  CONSTRAINT fk_sample_against_id_coder FOREIGN KEY(against_id) REFERENCES coder (id),
  CONSTRAINT fk_sample_strata_id_variable FOREIGN KEY(strata_id) REFERENCES variable (id)
);

CREATE INDEX ix_sample_coder_id ON sample (coder_id);

CREATE TABLE sitting (
  uid VARCHAR(32) NOT NULL,
  coder_id INTEGER NOT NULL,
  question_id INTEGER,
  place TEXT NOT NULL,
  since VARCHAR(27) NOT NULL,
  seen VARCHAR(27) NOT NULL,
  CONSTRAINT pk_sitting PRIMARY KEY (uid),
  CONSTRAINT fk_sitting_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id),
  CONSTRAINT fk_sitting_question_id_question FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE SET NULL
);

CREATE TABLE claim (
  question_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  answer_id INTEGER NOT NULL,
  until VARCHAR(27) NOT NULL,
  CONSTRAINT pk_claim PRIMARY KEY (question_id, coder_id),
  CONSTRAINT fk_claim_question_id_question FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE,
  CONSTRAINT fk_claim_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id) ON DELETE CASCADE,
  CONSTRAINT fk_claim_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE coded (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  answer_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  state VARCHAR(16) NOT NULL,
  done_entry INTEGER,
  CONSTRAINT pk_coded PRIMARY KEY (id),
  CONSTRAINT uq_coded_answer_id_coder_id UNIQUE (answer_id, coder_id),
  CONSTRAINT uq_coded_uid UNIQUE (uid),
  CONSTRAINT fk_coded_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_coded_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE INDEX ix_coded_coder_id_state_answer_id ON coded (coder_id, state, answer_id);

CREATE TABLE coding (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  answer_id INTEGER NOT NULL,
  code_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  CONSTRAINT pk_coding PRIMARY KEY (id),
  CONSTRAINT uq_coding_answer_id_code_id_coder_id UNIQUE (answer_id, code_id, coder_id),
  CONSTRAINT uq_coding_uid UNIQUE (uid),
  CONSTRAINT fk_coding_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_coding_code_id_code FOREIGN KEY(code_id) REFERENCES code (id),
  CONSTRAINT fk_coding_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE INDEX ix_coding_code_id_coder_id_answer_id ON coding (code_id, coder_id, answer_id);

CREATE TABLE finding (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  answer_id INTEGER NOT NULL,
  start INTEGER,
  "end" INTEGER,
  kind VARCHAR(32) NOT NULL,
  grade VARCHAR(16) NOT NULL,
  mention_hash VARCHAR(64) NOT NULL,
  decision VARCHAR(16) NOT NULL,
  replacement TEXT,
  reason_id INTEGER,
  decided_by_id INTEGER NOT NULL,
  CONSTRAINT pk_finding PRIMARY KEY (id),
  CONSTRAINT uq_finding_uid UNIQUE (uid),
  CONSTRAINT fk_finding_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_finding_reason_id_text FOREIGN KEY(reason_id) REFERENCES text (id),
  CONSTRAINT fk_finding_decided_by_id_coder FOREIGN KEY(decided_by_id) REFERENCES coder (id)
);

CREATE INDEX ix_finding_answer_id ON finding (answer_id);

CREATE TABLE flag (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  answer_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  CONSTRAINT pk_flag PRIMARY KEY (id),
  CONSTRAINT uq_flag_answer_id_coder_id UNIQUE (answer_id, coder_id),
  CONSTRAINT uq_flag_uid UNIQUE (uid),
  CONSTRAINT fk_flag_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_flag_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE TABLE given (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  sample_id INTEGER NOT NULL,
  answer_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  codes TEXT NOT NULL,
  unseen TEXT NOT NULL,
  entry INTEGER NOT NULL,
  CONSTRAINT pk_given PRIMARY KEY (id),
  CONSTRAINT uq_given_sample_id_answer_id_coder_id UNIQUE (sample_id, answer_id, coder_id),
  CONSTRAINT uq_given_uid UNIQUE (uid),
  CONSTRAINT fk_given_sample_id_sample FOREIGN KEY(sample_id) REFERENCES sample (id),
  CONSTRAINT fk_given_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_given_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE INDEX ix_given_answer_id ON given (answer_id);

CREATE TABLE look (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  answer_id INTEGER NOT NULL,
  code_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  CONSTRAINT pk_look PRIMARY KEY (id),
  CONSTRAINT uq_look_answer_id_code_id_coder_id UNIQUE (answer_id, code_id, coder_id),
  CONSTRAINT uq_look_uid UNIQUE (uid),
  CONSTRAINT fk_look_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_look_code_id_code FOREIGN KEY(code_id) REFERENCES code (id),
  CONSTRAINT fk_look_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE INDEX ix_look_code_id_coder_id_answer_id ON look (code_id, coder_id, answer_id);

CREATE TABLE note (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  coder_id INTEGER NOT NULL,
  answer_id INTEGER,
  code_id INTEGER,
  question_id INTEGER,
  text_id INTEGER NOT NULL,
  waits INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_note PRIMARY KEY (id),
  CONSTRAINT uq_note_coder_id_answer_id_code_id_question_id UNIQUE (coder_id, answer_id, code_id, question_id),
  CONSTRAINT uq_note_uid UNIQUE (uid),
  CONSTRAINT fk_note_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id),
  CONSTRAINT fk_note_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_note_code_id_code FOREIGN KEY(code_id) REFERENCES code (id),
  CONSTRAINT fk_note_question_id_question FOREIGN KEY(question_id) REFERENCES question (id),
  CONSTRAINT fk_note_text_id_text FOREIGN KEY(text_id) REFERENCES text (id)
);

CREATE INDEX ix_note_answer_id ON note (answer_id);

CREATE INDEX ix_note_code_id ON note (code_id);

CREATE INDEX ix_note_question_id ON note (question_id);

CREATE TABLE passage (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  answer_id INTEGER NOT NULL,
  code_id INTEGER NOT NULL,
  start INTEGER,
  "end" INTEGER,
  position INTEGER,
  starred INTEGER NOT NULL,
  cuts TEXT NOT NULL,
  translation_id INTEGER,
  lost INTEGER NOT NULL,
  words_id INTEGER,
  CONSTRAINT pk_passage PRIMARY KEY (id),
  CONSTRAINT uq_passage_uid UNIQUE (uid),
  CONSTRAINT fk_passage_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_passage_code_id_code FOREIGN KEY(code_id) REFERENCES code (id),
  CONSTRAINT fk_passage_translation_id_text FOREIGN KEY(translation_id) REFERENCES text (id),
  CONSTRAINT fk_passage_words_id_text FOREIGN KEY(words_id) REFERENCES text (id)
);

CREATE INDEX ix_passage_answer_id_code_id ON passage (answer_id, code_id);

CREATE INDEX ix_passage_code_id ON passage (code_id);

CREATE TABLE proposal (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  answer_id INTEGER NOT NULL,
  code_id INTEGER NOT NULL,
  score FLOAT NOT NULL,
  decision VARCHAR(16),
  decided_by_id INTEGER,
  carried INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_proposal PRIMARY KEY (id),
  CONSTRAINT uq_proposal_answer_id_code_id UNIQUE (answer_id, code_id),
  CONSTRAINT uq_proposal_uid UNIQUE (uid),
  CONSTRAINT fk_proposal_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_proposal_code_id_code FOREIGN KEY(code_id) REFERENCES code (id),
  CONSTRAINT fk_proposal_decided_by_id_coder FOREIGN KEY(decided_by_id) REFERENCES coder (id)
);

CREATE INDEX ix_proposal_code_id ON proposal (code_id);

CREATE TABLE sample_answer (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  sample_id INTEGER NOT NULL,
  answer_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  stratum TEXT,
  weight FLOAT NOT NULL,
  opened INTEGER,
  CONSTRAINT pk_sample_answer PRIMARY KEY (id),
  CONSTRAINT uq_sample_answer_sample_id_answer_id UNIQUE (sample_id, answer_id),
  CONSTRAINT uq_sample_answer_uid UNIQUE (uid),
  CONSTRAINT fk_sample_answer_sample_id_sample FOREIGN KEY(sample_id) REFERENCES sample (id),
  CONSTRAINT fk_sample_answer_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id)
);

CREATE INDEX ix_sample_answer_answer_id ON sample_answer (answer_id);

CREATE TABLE sentence (
  answer_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  splitter INTEGER NOT NULL,
  CONSTRAINT pk_sentence PRIMARY KEY (answer_id, number),
  CONSTRAINT fk_sentence_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE settled (
  answer_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  CONSTRAINT pk_settled PRIMARY KEY (answer_id),
  CONSTRAINT fk_settled_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id) ON DELETE CASCADE,
  CONSTRAINT fk_settled_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE TABLE settlement (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  answer_id INTEGER NOT NULL,
  rule VARCHAR(16) NOT NULL,
  decided_by_id INTEGER NOT NULL,
  taken_from_id INTEGER,
  parked_for_id INTEGER,
  sample_id INTEGER,
  CONSTRAINT pk_settlement PRIMARY KEY (id),
  CONSTRAINT uq_settlement_answer_id UNIQUE (answer_id),
  CONSTRAINT uq_settlement_uid UNIQUE (uid),
  CONSTRAINT fk_settlement_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id),
  CONSTRAINT fk_settlement_decided_by_id_coder FOREIGN KEY(decided_by_id) REFERENCES coder (id),
  CONSTRAINT fk_settlement_taken_from_id_coder FOREIGN KEY(taken_from_id) REFERENCES coder (id),
  CONSTRAINT fk_settlement_parked_for_id_coder FOREIGN KEY(parked_for_id) REFERENCES coder (id),
  CONSTRAINT fk_settlement_sample_id_sample FOREIGN KEY(sample_id) REFERENCES sample (id)
);

CREATE TABLE trail (
  id INTEGER NOT NULL,
  uid VARCHAR(32) NOT NULL,
  at VARCHAR(27) NOT NULL,
  entry INTEGER,
  answer_id INTEGER NOT NULL,
  coder_id INTEGER NOT NULL,
  start INTEGER,
  "end" INTEGER,
  shown TEXT NOT NULL,
  as_of INTEGER,
  hidden INTEGER NOT NULL,
  taken VARCHAR(32),
  way VARCHAR(16) NOT NULL,
  CONSTRAINT pk_trail PRIMARY KEY (id),
  CONSTRAINT uq_trail_uid UNIQUE (uid),
  CONSTRAINT fk_trail_answer_id_answer FOREIGN KEY(answer_id) REFERENCES answer (id) ON DELETE CASCADE,
  CONSTRAINT fk_trail_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id)
);

CREATE INDEX ix_trail_answer_id ON trail (answer_id);

CREATE TABLE excerpt (
  coding_id INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  CONSTRAINT pk_excerpt PRIMARY KEY (coding_id, start, "end"),
  CONSTRAINT fk_excerpt_coding_id_coding FOREIGN KEY(coding_id) REFERENCES coding (id) ON DELETE CASCADE
)
 WITHOUT ROWID;
