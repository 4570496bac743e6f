import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { uuid } from '../../columns';

/** 代理证用户企业: a company whose people hold certificates. */
@Entity('companies')
export class Company {
  @PrimaryColumn(uuid)
  id: string;
  @Column({ type: 'varchar', length: 100 })
  name: string;
  /** 统一社会信用代码. */
  @Index('companies_credit_code', { unique: true })
  @Column({ type: 'char', length: 18 })
  creditCode: string;
}
