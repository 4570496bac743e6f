import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/**
 * Life cycle of employees' accounts, their second factors, and what is known of a session. Accounts that exist are in
 * force and have set up password and one-time code, as the log-in so far demanded.
 */
const up = [
  `ALTER TABLE staff
    MODIFY totp_secret_sealed varchar(500) ${ascii} NULL,
    ADD totp_pending_sealed varchar(500) ${ascii} NULL,
    ADD state varchar(30) ${ascii} NULL,
    ADD ends_on date NULL,
    ADD created_at datetime(3) NULL,
    ADD proposed_by char(36) ${ascii} NULL,
    ADD confirmed_by char(36) ${ascii} NULL,
    ADD temporary_password_until datetime(3) NULL,
    ADD set_up_at datetime(3) NULL,
    ADD locked_at datetime(3) NULL`,
  `UPDATE staff SET state = 'active', created_at = UTC_TIMESTAMP(3), set_up_at = UTC_TIMESTAMP(3)`,
  `ALTER TABLE staff MODIFY state varchar(30) ${ascii} NOT NULL, MODIFY created_at datetime(3) NOT NULL`,
  `ALTER TABLE staff ADD KEY staff_market_id (market_id),
    ADD CONSTRAINT staff_market FOREIGN KEY (market_id) REFERENCES markets(id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    ADD CONSTRAINT staff_market_of_role CHECK ((role IN ('operator', 'market_manager')) = (market_id IS NOT NULL)),
    ADD CONSTRAINT staff_adviser_ends CHECK (role <> 'policy_adviser' OR ends_on IS NOT NULL),
    ADD CONSTRAINT staff_two_persons CHECK (proposed_by IS NULL OR confirmed_by IS NULL OR proposed_by <> confirmed_by),
    ADD CONSTRAINT staff_not_by_oneself CHECK ((proposed_by IS NULL OR proposed_by <> id) AND (confirmed_by IS NULL OR confirmed_by <> id))`,
  `CREATE TABLE staff_passkeys (
    id char(36) ${ascii} NOT NULL,
    staff_id char(36) ${ascii} NOT NULL,
    credential_id varchar(1400) ${ascii} NOT NULL,
    public_key varchar(2000) ${ascii} NOT NULL,
    counter bigint NOT NULL,
    transports text NOT NULL,
    name varchar(40) NOT NULL,
    created_at datetime(3) NOT NULL,
    last_used_at datetime(3) NULL,
    last_challenge_at datetime(3) NULL,
    UNIQUE KEY staff_passkeys_credential_id (credential_id),
    KEY staff_passkeys_staff_id (staff_id),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE staff_recovery_codes (
    staff_id char(36) ${ascii} NOT NULL,
    code_index char(32) ${ascii} NOT NULL,
    used_at datetime(3) NULL,
    PRIMARY KEY (staff_id, code_index)
  ) ${table}`,
  `ALTER TABLE staff_passkeys ADD CONSTRAINT staff_passkeys_staff FOREIGN KEY (staff_id) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE staff_recovery_codes ADD CONSTRAINT staff_recovery_codes_staff FOREIGN KEY (staff_id) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE sessions ADD second_factor_at datetime(3) NULL, ADD ip varchar(45) NULL, ADD user_agent varchar(300) NULL`,
];

const down = [
  `ALTER TABLE sessions DROP COLUMN second_factor_at, DROP COLUMN ip, DROP COLUMN user_agent`,
  `DROP TABLE staff_recovery_codes`,
  `DROP TABLE staff_passkeys`,
  `ALTER TABLE staff DROP CONSTRAINT staff_market_of_role, DROP CONSTRAINT staff_adviser_ends, DROP CONSTRAINT staff_two_persons, DROP CONSTRAINT staff_not_by_oneself`,
  `ALTER TABLE staff DROP FOREIGN KEY staff_market`,
  `ALTER TABLE staff DROP KEY staff_market_id`,
  // Without their second factor these accounts cannot log in, as before.
  `UPDATE staff SET totp_secret_sealed = '' WHERE totp_secret_sealed IS NULL`,
  `ALTER TABLE staff MODIFY totp_secret_sealed varchar(500) ${ascii} NOT NULL,
    DROP COLUMN totp_pending_sealed, DROP COLUMN state, DROP COLUMN ends_on, DROP COLUMN created_at, DROP COLUMN proposed_by,
    DROP COLUMN confirmed_by, DROP COLUMN temporary_password_until, DROP COLUMN set_up_at, DROP COLUMN locked_at`,
];

export class StaffAccounts1764400000000 implements MigrationInterface {
  name = 'StaffAccounts1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
