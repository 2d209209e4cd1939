"""The books: movements between places, balances, holds, costs, the chain, and the proof that they agree."""
