import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const to = (name: string) => `REFERENCES ${name}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`;
const mega = 1_000_000;

/** Code, indicator, severity, enabled, threshold, below which it clears, seconds until raised, seconds until ended. Bandwidth and disk depend on what was rented: they wait for the technician's number. */
const rules: [string, string, 'slow' | 'down', 0 | 1, number, number, number, number][] = [
  ['database_down', 'database_failing', 'down', 1, 30, 1, 0, 60],
  ['errors_many', 'error_rate', 'down', 1, 25, 10, 60, 120],
  ['errors_some', 'error_rate', 'slow', 1, 2, 0.5, 120, 300],
  ['database_slow', 'database_write', 'slow', 1, 500, 200, 120, 300],
  ['storage_down', 'storage_failing', 'down', 1, 60, 1, 0, 60],
  ['uploads_slow', 'upload_p95', 'slow', 1, 20_000, 10_000, 300, 300],
  ['reading_late', 'reading_age', 'slow', 1, 300, 60, 60, 120],
  ['queue_stuck', 'queue_age', 'down', 1, 900, 120, 60, 120],
  ['queue_late', 'queue_age', 'slow', 1, 120, 30, 60, 120],
  ['dead_jobs', 'dead_jobs', 'slow', 1, 1, 1, 0, 0],
  ['provider_down', 'provider_failing', 'slow', 1, 120, 1, 0, 60],
  ['machine_silent', 'machine_silent', 'down', 1, 90, 60, 0, 30],
  ['cpu_high', 'cpu', 'slow', 1, 90, 75, 300, 300],
  ['memory_high', 'memory', 'slow', 1, 92, 85, 300, 300],
  ['tcp_high', 'tcp', 'slow', 1, 5000, 4000, 120, 300],
  ['net_in_high', 'net_in', 'slow', 0, 10 * mega, 8 * mega, 300, 300],
  ['net_out_high', 'net_out', 'slow', 0, 10 * mega, 8 * mega, 300, 300],
  ['disk_read_high', 'disk_read', 'slow', 0, 100 * mega, 80 * mega, 300, 300],
  ['disk_write_high', 'disk_write', 'slow', 0, 100 * mega, 80 * mega, 300, 300],
];

/** 监测: processes, samples, day peaks, outside services; alarms and their rules; incidents. */
const up = [
  `CREATE TABLE monitor_processes (
    id ${uuid} NOT NULL,
    machine varchar(60) ${ascii} NOT NULL,
    pid int NOT NULL,
    started_at datetime(3) NOT NULL,
    seen_at datetime(3) NOT NULL,
    stopped_at datetime(3) NULL,
    reading text NOT NULL,
    KEY monitor_processes_seen_at (seen_at),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE monitor_samples (
    slot_at datetime(3) NOT NULL,
    machine varchar(60) ${ascii} NOT NULL,
    indicator ${word} NOT NULL,
    peak double NOT NULL,
    PRIMARY KEY (slot_at, machine, indicator)
  ) ${table}`,
  `CREATE TABLE monitor_day_peaks (
    day date NOT NULL,
    machine varchar(60) ${ascii} NOT NULL,
    indicator ${word} NOT NULL,
    peak double NOT NULL,
    peak_at datetime(3) NOT NULL,
    PRIMARY KEY (day, machine, indicator)
  ) ${table}`,
  `CREATE TABLE outside_services (
    service ${word} NOT NULL,
    last_success_at datetime(3) NULL,
    failing_since datetime(3) NULL,
    last_failure_at datetime(3) NULL,
    last_failure ${word} NULL,
    PRIMARY KEY (service)
  ) ${table}`,
  `CREATE TABLE monitor_turns (
    id int NOT NULL,
    taken_at datetime(3) NULL,
    judged_since datetime(3) NULL,
    PRIMARY KEY (id)
  ) ${table}`,
  'INSERT INTO monitor_turns (id, taken_at, judged_since) VALUES (1, NULL, NULL)',
  `CREATE TABLE alarm_rules (
    code ${word} NOT NULL,
    indicator ${word} NOT NULL,
    severity ${word} NOT NULL,
    enabled tinyint NOT NULL,
    threshold double NOT NULL,
    clear_below double NOT NULL,
    for_seconds int NOT NULL,
    clear_seconds int NOT NULL,
    changed_by ${uuid} NULL,
    changed_at datetime(3) NULL,
    PRIMARY KEY (code),
    CONSTRAINT alarm_rules_hysteresis CHECK (threshold > 0 AND clear_below > 0 AND clear_below <= threshold AND for_seconds >= 0 AND clear_seconds >= 0),
    CONSTRAINT alarm_rules_changed_by FOREIGN KEY (changed_by) ${to('staff')}
  ) ${table}`,
  `CREATE TABLE alarms (
    id ${uuid} NOT NULL,
    rule ${word} NOT NULL,
    severity ${word} NOT NULL,
    subject varchar(60) ${ascii} NOT NULL,
    state ${word} NOT NULL,
    live_key varchar(100) ${ascii} NULL,
    began_at datetime(3) NOT NULL,
    seen_at datetime(3) NOT NULL,
    raised_at datetime(3) NULL,
    calm_since datetime(3) NULL,
    ended_at datetime(3) NULL,
    peak double NOT NULL,
    telling ${word} NOT NULL,
    tellings int NOT NULL,
    end_telling ${word} NOT NULL,
    UNIQUE KEY alarms_live (live_key),
    KEY alarms_state (state, raised_at),
    PRIMARY KEY (id),
    CONSTRAINT alarms_states CHECK ((state = 'ended') = (ended_at IS NOT NULL) AND (state = 'ended') = (live_key IS NULL) AND (state = 'pending') = (raised_at IS NULL)),
    CONSTRAINT alarms_rule FOREIGN KEY (rule) REFERENCES alarm_rules(code) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE incidents (
    id ${uuid} NOT NULL,
    alarm_id ${uuid} NULL,
    live_key varchar(100) ${ascii} NULL,
    part ${word} NOT NULL,
    severity ${word} NOT NULL,
    title varchar(120) NOT NULL,
    state ${word} NOT NULL,
    began_at datetime(3) NOT NULL,
    opened_by ${uuid} NULL,
    acknowledged_at datetime(3) NULL,
    acknowledged_by ${uuid} NULL,
    recovered_at datetime(3) NULL,
    repaired_at datetime(3) NULL,
    repaired_by ${uuid} NULL,
    cause varchar(300) NULL,
    UNIQUE KEY incidents_live (live_key),
    KEY incidents_began_at (began_at),
    KEY incidents_state (state),
    PRIMARY KEY (id),
    CONSTRAINT incidents_states CHECK ((state = 'open') = (acknowledged_at IS NULL) AND (state = 'repaired') = (repaired_at IS NOT NULL) AND (state <> 'repaired' OR (recovered_at IS NOT NULL AND cause IS NOT NULL AND live_key IS NULL))),
    CONSTRAINT incidents_alarm FOREIGN KEY (alarm_id) ${to('alarms')},
    CONSTRAINT incidents_opened_by FOREIGN KEY (opened_by) ${to('staff')},
    CONSTRAINT incidents_acknowledged_by FOREIGN KEY (acknowledged_by) ${to('staff')},
    CONSTRAINT incidents_repaired_by FOREIGN KEY (repaired_by) ${to('staff')}
  ) ${table}`,
  `INSERT INTO alarm_rules (code, indicator, severity, enabled, threshold, clear_below, for_seconds, clear_seconds, changed_by, changed_at) VALUES
    ${rules.map((rule) => `(${rule.map((one) => (typeof one === 'string' ? `'${one}'` : one)).join(', ')}, NULL, NULL)`).join(',\n    ')}`,
];

const down = ['incidents', 'alarms', 'alarm_rules', 'monitor_turns', 'outside_services', 'monitor_day_peaks', 'monitor_samples', 'monitor_processes'].map((name) => `DROP TABLE ${name}`);

export class Monitoring1766120000000 implements MigrationInterface {
  name = 'Monitoring1766120000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
