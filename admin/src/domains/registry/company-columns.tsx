import { CellLink, NumberLink, Pair } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import type { CompanySummary } from './register';
import { CompanyState, LicenceState } from './states';

/** The columns that lists of companies share. */
export const companyColumns = {
  number: {
    title: '备案号',
    cell: ({ id, number }) => <NumberLink to={`/register/companies/${id}`}>{number}</NumberLink>,
  },
  name: {
    title: '企业',
    cell: ({ name, creditCode }) => (
      <Pair>
        <span>{name}</span>
        <span className={cells.mono}>{creditCode}</span>
      </Pair>
    ),
  },
  /** In lists without the number the name is the link. */
  linkedName: {
    title: '企业',
    cell: ({ id, name, creditCode }) => (
      <Pair>
        <CellLink to={`/register/companies/${id}`}>{name}</CellLink>
        <span className={cells.mono}>{creditCode}</span>
      </Pair>
    ),
  },
  state: { title: '状态', cell: (company) => <CompanyState company={company} /> },
  licence: { title: '营业执照', cell: (company) => <LicenceState company={company} /> },
  certificates: { title: '代理证', align: 'right', cell: ({ certificates }) => certificates },
  apps: { title: 'APP用户', align: 'right', cell: ({ apps }) => apps },
} satisfies Record<string, Column<CompanySummary>>;
