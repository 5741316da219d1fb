import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { importsRule } from './build/lint/importsRule.mjs';

const house = { rules: { imports: importsRule } };

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/', 'dist-dev/', '.cache/', 'test-results/', 'playwright-report/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strict],
    plugins: { house, 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'house/imports': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'max-lines': ['error', { max: 300, skipComments: false, skipBlankLines: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  // Byte scanners index typed arrays within checked bounds; a check per access would cost the speed they exist for.
  { files: ['shared/excel/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  // Pure data lists may be long.
  {
    files: ['shared/catalogue/codes/**', 'shared/catalogue/entities/**', 'shared/messages/**'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**', 'build/**'],
    rules: { 'max-lines': ['error', 500], 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['build/**/*.mjs'],
    plugins: { house },
    rules: { 'house/imports': 'error', eqeqeq: 'error', 'max-lines': ['error', 300] },
  },
);
