import { randomCases } from './random-cases';

randomCases('first');
