import { randomCases } from './random-cases';

randomCases('second');
