namespace Crossbar.Compiler.Mapping;

/// <summary>The assignment problem: one place for each of n items at least total cost (Kuhn 1955; the O(n³) form with potentials).</summary>
internal static class Assignment
{
    /// <summary>Solves it.</summary>
    /// <param name="cost">Cost of item i at place p, [n, n].</param>
    /// <returns>For each place its item.</returns>
    public static int[] Solve(double[,] cost)
    {
        var n = cost.GetLength(0);
        var itemPotential = new double[n + 1];
        var placePotential = new double[n + 1];
        // Place 0 is a stand-in for "no place yet"; items and places are counted from 1.
        var itemAt = new int[n + 1];
        for (var item = 1; item <= n; item++)
            Augment(cost, item, itemPotential, placePotential, itemAt);
        var result = new int[n];
        for (var p = 1; p <= n; p++)
            result[p - 1] = itemAt[p] - 1;
        return result;
    }

    // Grows a tree of tight edges from one item until it reaches a free place, then turns the path to it over.
    private static void Augment(double[,] cost, int item, double[] itemPotential, double[] placePotential, int[] itemAt)
    {
        var n = cost.GetLength(0);
        var slack = new double[n + 1];
        Array.Fill(slack, double.PositiveInfinity);
        var cameFrom = new int[n + 1];
        var visited = new bool[n + 1];
        itemAt[0] = item;
        var place = 0;
        do
        {
            visited[place] = true;
            var present = itemAt[place];
            var (least, next) = (double.PositiveInfinity, 0);
            for (var p = 1; p <= n; p++)
            {
                if (visited[p])
                    continue;
                var reduced = cost[present - 1, p - 1] - itemPotential[present] - placePotential[p];
                if (reduced < slack[p])
                    (slack[p], cameFrom[p]) = (reduced, place);
                if (slack[p] < least)
                    (least, next) = (slack[p], p);
            }

            for (var p = 0; p <= n; p++)
            {
                if (visited[p])
                {
                    itemPotential[itemAt[p]] += least;
                    placePotential[p] -= least;
                }
                else
                {
                    slack[p] -= least;
                }
            }

            place = next;
        }
        while (itemAt[place] != 0);
        while (place != 0)
        {
            itemAt[place] = itemAt[cameFrom[place]];
            place = cameFrom[place];
        }
    }
}
