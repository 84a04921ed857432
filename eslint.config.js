import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'workspace/', 'demo/'] },
  eslint.configs.recommended,
  tseslint.configs.strict,
  prettier,
  {
    rules: {
      // Typed arrays and rows are indexed inside known bounds; a check at each would hide the arithmetic.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
