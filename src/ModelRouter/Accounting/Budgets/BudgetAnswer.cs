namespace ModelRouter;

/// <summary>What an <see cref="IBudgetStore"/> says to a reservation.</summary>
/// <param name="Fits">True if the amount has been reserved.</param>
/// <param name="Balance">How the counter stands, as far as the store knows without asking anybody.</param>
public readonly record struct BudgetAnswer(bool Fits, BudgetBalance Balance);
