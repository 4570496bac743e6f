import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const period = `varchar(7) ${ascii}`;
const toStaff = 'REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT';
/** What a person published stays as it was; only which edition is in force changes. */
const ofEdition = ['id', 'period', 'edition', 'import_id', 'schema_version', 'reason', 'findings', 'accepted_by', 'accepted_at'];
const refuse = (message: string) => `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`;

/** 车管数据: items and headings as versions, imports, editions, values. */
const up = [
  `CREATE TABLE statistic_schemas (
    version int NOT NULL,
    id ${uuid} NOT NULL,
    content mediumtext NOT NULL,
    changes mediumtext NOT NULL,
    made_by ${uuid} NULL,
    made_at datetime(3) NOT NULL,
    UNIQUE KEY statistic_schemas_id (id),
    PRIMARY KEY (version),
    CONSTRAINT statistic_schemas_made_by FOREIGN KEY (made_by) ${toStaff}
  ) ${table}`,
  `CREATE TABLE statistic_imports (
    id ${uuid} NOT NULL,
    period ${period} NOT NULL,
    file_name varchar(200) NOT NULL,
    sha256 char(64) ${ascii} NOT NULL,
    file_key varchar(80) ${ascii} NULL,
    grid mediumtext NOT NULL,
    state ${word} NOT NULL,
    uploaded_by ${uuid} NOT NULL,
    uploaded_at datetime(3) NOT NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    UNIQUE KEY statistic_imports_file_key (file_key),
    KEY statistic_imports_state (state, uploaded_at),
    KEY statistic_imports_sha256 (sha256),
    PRIMARY KEY (id),
    CONSTRAINT statistic_imports_key CHECK ((file_key IS NULL OR file_key = CONCAT(period, ':', sha256)) AND (state <> 'waiting' OR file_key IS NOT NULL) AND (state <> 'discarded' OR file_key IS NULL)),
    CONSTRAINT statistic_imports_decided CHECK ((state = 'waiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CONSTRAINT statistic_imports_uploaded_by FOREIGN KEY (uploaded_by) ${toStaff},
    CONSTRAINT statistic_imports_decided_by FOREIGN KEY (decided_by) ${toStaff}
  ) ${table}`,
  `CREATE TABLE statistic_editions (
    id ${uuid} NOT NULL,
    period ${period} NOT NULL,
    edition int NOT NULL,
    in_force_key ${period} NULL,
    import_id ${uuid} NOT NULL,
    schema_version int NOT NULL,
    reason varchar(200) NULL,
    findings mediumtext NOT NULL,
    accepted_by ${uuid} NOT NULL,
    accepted_at datetime(3) NOT NULL,
    UNIQUE KEY statistic_editions_in_force (in_force_key),
    UNIQUE KEY statistic_editions_import_id (import_id),
    UNIQUE KEY statistic_editions_edition (period, edition),
    PRIMARY KEY (id),
    CONSTRAINT statistic_editions_key CHECK (in_force_key IS NULL OR in_force_key = period),
    CONSTRAINT statistic_editions_reason CHECK (edition >= 1 AND (edition = 1) = (reason IS NULL)),
    CONSTRAINT statistic_editions_import FOREIGN KEY (import_id) REFERENCES statistic_imports(id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT statistic_editions_schema FOREIGN KEY (schema_version) REFERENCES statistic_schemas(version) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT statistic_editions_accepted_by FOREIGN KEY (accepted_by) ${toStaff}
  ) ${table}`,
  `CREATE TABLE statistic_values (
    edition_id ${uuid} NOT NULL,
    item ${word} NOT NULL,
    dimension ${word} NOT NULL,
    member varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    position int NOT NULL,
    scope varchar(40) NOT NULL,
    unit varchar(10) NOT NULL,
    value bigint NOT NULL,
    step bigint NOT NULL,
    file_base bigint NULL,
    file_base_step bigint NOT NULL,
    stated int NULL,
    stated_step int NOT NULL,
    place varchar(80) NULL,
    PRIMARY KEY (edition_id, item, dimension, member),
    CONSTRAINT statistic_values_total CHECK ((dimension = '') = (member = '')),
    CONSTRAINT statistic_values_counted CHECK (value >= 0 AND step >= 1),
    CONSTRAINT statistic_values_edition FOREIGN KEY (edition_id) REFERENCES statistic_editions(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TRIGGER statistic_editions_stay BEFORE UPDATE ON statistic_editions FOR EACH ROW
    IF NOT (${ofEdition.map((column) => `NEW.${column} <=> OLD.${column}`).join(' AND ')}) THEN ${refuse('an edition stays as it was published')}; END IF`,
  `CREATE TRIGGER statistic_values_stay BEFORE UPDATE ON statistic_values FOR EACH ROW ${refuse('statistic_values stay')}`,
  ...['statistic_schemas', 'statistic_editions', 'statistic_values'].map((name) => `CREATE TRIGGER ${name}_no_delete BEFORE DELETE ON ${name} FOR EACH ROW ${refuse(`${name} stay`)}`),
  // Locked by whoever maps or publishes (`statistics-lock.ts`).
  "INSERT INTO serials (prefix, `last`) VALUES ('STATISTICS', 0)",
];

const down = ["DELETE FROM serials WHERE prefix = 'STATISTICS'", ...['statistic_values', 'statistic_editions', 'statistic_imports', 'statistic_schemas'].map((name) => `DROP TABLE ${name}`)];

const schema = join(__dirname, '../src/domains/statistics/statistic-schema.1.json');

export class Statistics1765210000000 implements MigrationInterface {
  name = 'Statistics1765210000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
    const content = JSON.stringify(JSON.parse(readFileSync(schema, 'utf8')));
    await runner.query("INSERT INTO statistic_schemas (version, id, content, changes, made_at) VALUES (1, '019b76da-a800-7000-8000-000000000005', ?, ?, '2026-01-01 00:00:00')", [content, JSON.stringify(['随系统发布的项目和栏目。'])]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
