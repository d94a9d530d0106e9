import { connectLocal } from '../../src/connection/local.ts'
import { connectionContract } from './contract.ts'

connectionContract('local', async () => ({ connect: connectLocal }))
